package io.kinglet.dns.forward;

import io.kinglet.dns.name.DomainName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ForwardLayer} is told.
 *
 * @param from names in this zone are forwarded
 * @param except names in these zones are not
 * @param upstreams at least one
 * @param attemptTimeout the longest wait for one reply of one upstream, over zero
 * @param maxFails failed health checks in a row after which an upstream is down once one more fails; 0: no health checks, never
 *     down
 * @param failFast whether queries are answered SERVFAIL at once while every upstream is down, instead of trying one by chance
 * @param maxConcurrent queries waiting at once, over which REFUSED is answered; 0 for {@link #MOST_CONCURRENT}
 * @param maxAttempts exchanges per query at most; 0 for twice the number of upstreams
 */
public record ForwardConfig(
        DomainName from,
        List<DomainName> except,
        List<Endpoint> upstreams,
        UpstreamPolicy policy,
        Carriage carriage,
        Connections connections,
        Duration attemptTimeout,
        HealthProbe probe,
        int maxFails,
        boolean failFast,
        int maxConcurrent,
        int maxAttempts,
        Rcodes rcodes) {

    /** Queries waiting at once when nothing is said: what a silent upstream can cost in memory has an end. */
    public static final int MOST_CONCURRENT = 32_768;

    /**
     * How questions travel; by default as the stub resolver's did.
     *
     * @param forceTcp always TCP
     * @param preferUdp UDP first, TCP when the reply is truncated
     * @param randomCase the letters of QNAME are sent in upper or lower case by chance, and over UDP only a reply with the same
     *     counts: some more bits that a spoofer has to guess (draft-vixie-dnsext-dns0x20)
     */
    public record Carriage(boolean forceTcp, boolean preferUdp, boolean randomCase) {
        public static final Carriage AS_ASKED = new Carriage(false, false, false);
    }

    /**
     * What the transport is told of its connections.
     *
     * @param expire how long an idle one is kept
     * @param maxAge after how long one takes no more questions; zero: never
     * @param maxIdle idle ones kept for each upstream and protocol; 0 for any number
     * @param source the address questions are sent from; null for what the routing table says
     * @param dohGet whether questions over HTTPS are sent by GET; by POST otherwise
     */
    public record Connections(
            Duration expire,
            Duration maxAge,
            int maxIdle,
            @Nullable InetAddress source,
            boolean dohGet) {
        public static final Connections USUAL = new Connections(Duration.ofSeconds(10), Duration.ZERO, 0, null, false);
    }

    /**
     * The question by which a failing upstream is checked: type NS; any reply to it is a sign of life.
     *
     * @param interval between checks
     * @param recursionDesired the RD bit
     */
    public record HealthProbe(Duration interval, boolean recursionDesired, DomainName name) {
        public static final HealthProbe ROOT = new HealthProbe(Duration.ofMillis(500), true, DomainName.ROOT);
    }

    /**
     * RCODEs that do not end the search.
     *
     * @param failover the next upstream is asked
     * @param next the forward layer below is asked, if there is one
     * @param nextOnNoData the same for NODATA
     */
    public record Rcodes(Set<Integer> failover, Set<Integer> next, boolean nextOnNoData) {
        public static final Rcodes FINAL = new Rcodes(Set.of(), Set.of(), false);

        public Rcodes {
            failover = Set.copyOf(failover);
            next = Set.copyOf(next);
        }
    }

    public ForwardConfig {
        except = List.copyOf(except);
        upstreams = List.copyOf(upstreams);
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("forwarding " + from + " needs at least one upstream");
        }
    }

    /** Everything but the necessary at its default; the upstreams speak plain DNS. */
    public static ForwardConfig of(DomainName from, List<InetSocketAddress> upstreams) {
        return new ForwardConfig(
                from,
                List.of(),
                upstreams.stream().map(Endpoint::plain).toList(),
                UpstreamPolicy.RANDOM,
                Carriage.AS_ASKED,
                Connections.USUAL,
                Duration.ofSeconds(2),
                HealthProbe.ROOT,
                2,
                false,
                0,
                0,
                Rcodes.FINAL);
    }
}
