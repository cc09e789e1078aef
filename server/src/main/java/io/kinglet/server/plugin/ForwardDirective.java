package io.kinglet.server.plugin;

import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardConfig.Carriage;
import io.kinglet.dns.forward.ForwardConfig.HealthProbe;
import io.kinglet.dns.forward.ForwardConfig.Rcodes;
import io.kinglet.dns.forward.UpstreamPolicy;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code forward FROM TO... { ... }}: names below FROM are asked of other servers.
 *
 * @param upstreams as written; addresses are known when the layer is made
 * @param options everything but the upstreams
 */
public record ForwardDirective(DomainName from, List<UpstreamWord> upstreams, Options options, Position position)
        implements Part {

    /** What the body says, see {@link ForwardConfig}. */
    public record Options(
            List<DomainName> except,
            UpstreamPolicy policy,
            Carriage carriage,
            Duration readTimeout,
            HealthProbe probe,
            int maxFails,
            boolean failFast,
            int maxConcurrent,
            int maxAttempts,
            Rcodes rcodes) {}

    private static final int MOST_UPSTREAMS = 15;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Map<String, UpstreamPolicy> POLICIES = Map.of(
            "random", UpstreamPolicy.RANDOM,
            "round_robin", UpstreamPolicy.ROUND_ROBIN,
            "sequential", UpstreamPolicy.SEQUENTIAL);

    /** Options that change nothing for plain DNS upstreams, and why. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "tls", "the upstreams are asked in plain DNS",
            "tls_servername", "the upstreams are asked in plain DNS",
            "doh_method", "the upstreams are asked in plain DNS",
            "max_age", "a TCP connection is closed when it was idle for `expire`",
            "max_idle_conns", "one TCP connection carries many questions, so few are ever idle",
            "resolver", "names of upstreams are looked up once, with the resolver of this machine");

    @Override
    public Layer layer(Host host) {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        for (UpstreamWord word : upstreams) {
            addresses.addAll(word.addresses());
        }
        if (addresses.isEmpty() || addresses.size() > MOST_UPSTREAMS) {
            throw new CorefileException(
                    position,
                    "`forward` comes to " + addresses.size() + " upstreams; accepted are 1 to " + MOST_UPSTREAMS);
        }
        return host.forward(config(List.copyOf(addresses)));
    }

    ForwardConfig config(List<InetSocketAddress> addresses) {
        return new ForwardConfig(
                from,
                options.except,
                addresses,
                options.policy,
                options.carriage,
                options.readTimeout,
                options.probe,
                options.maxFails,
                options.failFast,
                options.maxConcurrent,
                options.maxAttempts,
                options.rcodes);
    }

    static ForwardDirective read(DirectiveReader line, BlockScope block) {
        Token zone = line.next("the zone to forward");
        List<DomainName> from = Zones.of(zone);
        if (from.size() > 1) {
            block.warn(
                    zone.position(),
                    "`" + zone.text() + "` stands for " + from.size() + " reverse zones, of which only " + from.get(0)
                            + " is forwarded; write one `forward` for each");
        }
        List<UpstreamWord> upstreams = new ArrayList<>();
        for (Token token : line.rest("the upstreams", 1, MOST_UPSTREAMS)) {
            upstreams.add(UpstreamWord.read(line, token));
        }
        Body body = new Body(block);
        line.body(body.readers());
        return new ForwardDirective(from.get(0), upstreams, body.options(), line.position());
    }

    /** One reading of a body. */
    private static final class Body {

        private final BlockScope block;
        private final ForwardConfig usual =
                ForwardConfig.of(DomainName.ROOT, List.of(InetSocketAddress.createUnresolved("usual", 53)));
        private final List<DomainName> except = new ArrayList<>();
        private UpstreamPolicy policy = usual.policy();
        private boolean forceTcp;
        private boolean preferUdp;
        private Duration expire = usual.carriage().expire();
        private Duration readTimeout = usual.attemptTimeout();
        private HealthProbe probe = usual.probe();
        private int maxFails = usual.maxFails();
        private boolean failFast;
        private int maxConcurrent;
        private int maxAttempts;
        private final Set<Integer> failover = new LinkedHashSet<>();
        private final Set<Integer> next = new LinkedHashSet<>();
        private boolean nextOnNoData;

        Body(BlockScope block) {
            this.block = block;
        }

        Options options() {
            return new Options(
                    except,
                    policy,
                    new Carriage(forceTcp, preferUdp && !forceTcp, expire),
                    readTimeout,
                    probe,
                    maxFails,
                    failFast,
                    maxConcurrent,
                    maxAttempts,
                    new Rcodes(failover, next, nextOnNoData));
        }

        Map<String, Consumer<DirectiveReader>> readers() {
            Map<String, Consumer<DirectiveReader>> readers = new HashMap<>();
            readers.put("except", this::except);
            readers.put("policy", it -> policy = it.oneOf("the policy", POLICIES));
            readers.put("force_tcp", it -> forceTcp = it.flag());
            readers.put("prefer_udp", it -> preferUdp = it.flag());
            readers.put("expire", it -> expire = it.duration("the time", Duration.ZERO, LONGEST));
            readers.put("read_timeout", it -> readTimeout = it.duration("the time", SHORTEST, LONGEST));
            readers.put("health_check", this::healthCheck);
            readers.put("max_fails", it -> maxFails = it.integer("the failed checks", 0, Integer.MAX_VALUE));
            readers.put("max_connect_attempts", it -> maxAttempts = it.integer("the attempts", 0, 1000));
            readers.put("max_concurrent", it -> maxConcurrent = it.integer("the queries", 0, Integer.MAX_VALUE));
            readers.put("failfast_all_unhealthy_upstreams", it -> failFast = it.flag());
            readers.put("failover", it -> failover.addAll(rcodes(it, false)));
            readers.put("next", it -> next.addAll(rcodes(it, true)));
            readers.put("next_on_nodata", it -> nextOnNoData = it.flag());
            readers.put("source_address", it -> {
                throw it.error(
                        "`source_address` is not supported yet; remove it, and the routing table chooses the address");
            });
            WITHOUT_EFFECT.forEach((word, why) -> readers.put(word, it -> {
                it.rest();
                block.warn(it.position(), "`" + word + "` of `forward` has no effect: " + why);
            }));
            return readers;
        }

        private void except(DirectiveReader line) {
            if (!line.hasNext()) {
                throw line.error("`except` of `forward` lacks an argument: the zones not to forward");
            }
            except.addAll(Zones.rest(line));
        }

        private void healthCheck(DirectiveReader line) {
            Duration interval = line.duration("the time between checks", SHORTEST, LONGEST);
            boolean recursionDesired = true;
            DomainName name = DomainName.ROOT;
            while (line.hasNext()) {
                if (line.oneOf("an option", "no_rec", "domain").equals("no_rec")) {
                    recursionDesired = false;
                } else {
                    name = Zones.of(line.next("the name to ask for")).get(0);
                }
            }
            probe = new HealthProbe(interval, recursionDesired, name);
        }

        private static Set<Integer> rcodes(DirectiveReader line, boolean success) {
            Map<String, Integer> known = new TreeMap<>();
            for (int rcode = success ? Rcode.NOERROR : Rcode.FORMERR; rcode <= Rcode.BADVERS; rcode++) {
                if (!Rcode.name(rcode).startsWith("RCODE")) {
                    known.put(Rcode.name(rcode), rcode);
                }
            }
            Set<Integer> rcodes = new LinkedHashSet<>();
            for (Token token : line.rest("RCODEs", 1, Integer.MAX_VALUE)) {
                Integer rcode = known.get(token.text().toUpperCase(Locale.ROOT));
                if (rcode == null) {
                    throw line.expected(token, "one of " + String.join(", ", known.keySet()));
                }
                rcodes.add(rcode);
            }
            return rcodes;
        }
    }
}
