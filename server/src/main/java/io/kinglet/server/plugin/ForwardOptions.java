package io.kinglet.server.plugin;

import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardConfig.Carriage;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardConfig.HealthProbe;
import io.kinglet.dns.forward.ForwardConfig.Rcodes;
import io.kinglet.dns.forward.UpstreamPolicy;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.tls.ClientTlsConfig;
import java.net.InetAddress;
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
import org.jspecify.annotations.Nullable;

/**
 * What the body of {@code forward} says, see {@link ForwardConfig}.
 *
 * @param tls the files that encrypted upstreams are met with
 * @param serverName the name their certificates must bear where an upstream says none; empty for their addresses
 * @param resolvers who knows the host names of upstreams; empty for the resolver of this machine
 * @param places where words stand that may turn out to have no effect, or to be wrong
 */
record ForwardOptions(
        List<DomainName> except,
        UpstreamPolicy policy,
        Carriage carriage,
        Connections connections,
        Duration readTimeout,
        HealthProbe probe,
        int maxFails,
        boolean failFast,
        int maxConcurrent,
        int maxAttempts,
        Rcodes rcodes,
        ClientTlsConfig tls,
        String serverName,
        List<InetSocketAddress> resolvers,
        Map<String, Position> places) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Without any pause the peer asks a closed port as fast as it can. */
    private static final Duration NO_PAUSE = Duration.ofMillis(10);

    private static final int DNS_PORT = 53;
    private static final Map<String, UpstreamPolicy> POLICIES = Map.of(
            "random", UpstreamPolicy.RANDOM,
            "round_robin", UpstreamPolicy.ROUND_ROBIN,
            "sequential", UpstreamPolicy.SEQUENTIAL);

    static ForwardOptions read(DirectiveReader line, BlockScope block) {
        Body body = new Body(block);
        line.body(body.readers());
        return body.options(line);
    }

    /** One reading of a body. */
    private static final class Body {

        private final BlockScope block;
        private final ForwardConfig usual =
                ForwardConfig.of(DomainName.ROOT, List.of(InetSocketAddress.createUnresolved("usual", DNS_PORT)));
        private final List<DomainName> except = new ArrayList<>();
        private UpstreamPolicy policy = usual.policy();
        private boolean forceTcp;
        private boolean preferUdp;
        private boolean randomCase;
        private Duration expire = usual.connections().expire();
        private Duration maxAge = Duration.ZERO;
        private int maxIdle;
        private @Nullable InetAddress source;
        private boolean dohGet;
        private Duration readTimeout = usual.attemptTimeout();
        private HealthProbe probe = usual.probe();
        private int maxFails = usual.maxFails();
        private boolean failFast;
        private int maxConcurrent;
        private int maxAttempts;
        private final Set<Integer> failover = new LinkedHashSet<>();
        private final Set<Integer> next = new LinkedHashSet<>();
        private boolean nextOnNoData;
        private ClientTlsConfig tls = ClientTlsConfig.USUAL;
        private String serverName = "";
        private final List<InetSocketAddress> resolvers = new ArrayList<>();
        private final Map<String, Position> places = new HashMap<>();

        Body(BlockScope block) {
            this.block = block;
        }

        ForwardOptions options(DirectiveReader line) {
            if (!maxAge.isZero() && maxAge.compareTo(expire) < 0) {
                throw line.error("`max_age` of `forward` is shorter than `expire`, " + expire.toMillis()
                        + "ms; accepted is 0s or the same and more");
            }
            return new ForwardOptions(
                    List.copyOf(except),
                    policy,
                    new Carriage(forceTcp, preferUdp && !forceTcp, randomCase),
                    new Connections(expire, maxAge, maxIdle, source, dohGet),
                    readTimeout,
                    probe,
                    maxFails,
                    failFast,
                    maxConcurrent,
                    maxAttempts,
                    new Rcodes(failover, next, nextOnNoData),
                    tls,
                    serverName,
                    List.copyOf(resolvers),
                    Map.copyOf(places));
        }

        Map<String, Consumer<DirectiveReader>> readers() {
            Map<String, Consumer<DirectiveReader>> readers = new HashMap<>();
            readers.put("except", this::except);
            readers.put("policy", it -> policy = it.oneOf("the policy", POLICIES));
            readers.put("force_tcp", it -> forceTcp = it.flag());
            readers.put("prefer_udp", it -> preferUdp = it.flag());
            readers.put("random_case", it -> randomCase = it.flag());
            readers.put("expire", it -> expire = it.duration("the time", Duration.ZERO, LONGEST));
            readers.put("max_age", it -> maxAge = it.duration("the time", Duration.ZERO, LONGEST));
            readers.put("max_idle_conns", it -> maxIdle = it.integer("the connections", 0, Integer.MAX_VALUE));
            readers.put("source_address", this::sourceAddress);
            readers.put("read_timeout", it -> readTimeout = it.duration("the time", SHORTEST, LONGEST));
            readers.put("health_check", this::healthCheck);
            readers.put("max_fails", it -> maxFails = it.integer("the failed checks", 0, Integer.MAX_VALUE));
            readers.put("max_connect_attempts", this::maxAttempts);
            readers.put("max_concurrent", it -> maxConcurrent = it.integer("the queries", 0, Integer.MAX_VALUE));
            readers.put("failfast_all_unhealthy_upstreams", it -> failFast = it.flag());
            readers.put("failover", it -> failover.addAll(rcodes(it, false)));
            readers.put("next", it -> next.addAll(rcodes(it, true)));
            readers.put("next_on_nodata", it -> nextOnNoData = it.flag());
            readers.put("tls", this::tls);
            readers.put("tls_servername", this::tlsServerName);
            readers.put("doh_method", this::dohMethod);
            readers.put("resolver", this::resolver);
            return readers;
        }

        private void except(DirectiveReader line) {
            if (!line.hasNext()) {
                throw line.error("`except` of `forward` lacks an argument: the zones not to forward");
            }
            except.addAll(Zones.rest(line));
        }

        /** 0 is as many as there is time for; a configuration says that otherwise. */
        private void maxAttempts(DirectiveReader line) {
            int most = line.integer("the attempts", 0, Integer.MAX_VALUE);
            maxAttempts = most == 0 ? Integer.MAX_VALUE : most;
        }

        private void healthCheck(DirectiveReader line) {
            Duration interval = line.duration("the time between checks", Duration.ZERO, LONGEST);
            if (interval.isZero()) {
                interval = NO_PAUSE;
                block.warn(
                        line.position(),
                        "`health_check 0s` is read as " + NO_PAUSE.toMillis()
                                + "ms: an upstream that is down would be asked without a pause");
            }
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

        private void sourceAddress(DirectiveReader line) {
            Token token = line.next("the address to send from");
            if (IpAddress.parse(token.text()) == null) {
                throw line.expected(token, "an address of this machine such as `10.0.0.7`");
            }
            source = UpstreamWord.literal(token.text());
        }

        private void tls(DirectiveReader line) {
            places.put("tls", line.position());
            List<Token> files = line.rest("the files of certificate, key and authority", 0, 3);
            String[] words = {"tls certificate", "tls key", "tls authority"};
            int first = files.size() == 1 ? 2 : 0;
            for (int i = 0; i < files.size(); i++) {
                Token file = files.get(i);
                if (file.text().isEmpty() || file.text().indexOf('\0') >= 0) {
                    throw line.expected(file, "the path of a file");
                }
                places.put(words[first + i], file.position());
            }
            tls = switch (files.size()) {
                case 0 -> ClientTlsConfig.USUAL;
                case 1 ->
                    new ClientTlsConfig(null, null, block.path(files.get(0).text()));
                default ->
                    new ClientTlsConfig(
                            block.path(files.get(0).text()),
                            block.path(files.get(1).text()),
                            files.size() == 3 ? block.path(files.get(2).text()) : null);
            };
        }

        private void tlsServerName(DirectiveReader line) {
            places.put("tls_servername", line.position());
            Token token = line.next("the name in the certificate of the upstreams");
            if (!UpstreamWord.isServerName(token.text()) && IpAddress.parse(token.text()) == null) {
                throw line.expected(token, "a name such as `dns.quad9.net`");
            }
            serverName = token.text();
        }

        private void dohMethod(DirectiveReader line) {
            places.put("doh_method", line.position());
            dohGet = line.oneOf("the method", "GET", "POST").equals("GET");
        }

        private void resolver(DirectiveReader line) {
            places.put("resolver", line.position());
            for (Token token : line.rest("addresses of resolvers", 1, Integer.MAX_VALUE)) {
                HostPort address = HostPort.ofAddress(token.text(), DNS_PORT);
                if (address == null || address.port() == 0) {
                    throw line.expected(token, "an address such as `10.0.0.1` or `10.0.0.1:53`");
                }
                resolvers.add(new InetSocketAddress(UpstreamWord.literal(address.host()), address.port()));
            }
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
                String name = token.text().toUpperCase(Locale.ROOT);
                Integer rcode = name.equals("NOTIMPL") ? Integer.valueOf(Rcode.NOTIMP) : known.get(name);
                if (rcode == null) {
                    throw line.expected(token, "one of " + String.join(", ", known.keySet()));
                }
                rcodes.add(rcode);
            }
            return rcodes;
        }
    }
}
