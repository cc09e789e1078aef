package io.kinglet.k8s.reach;

import static io.kinglet.k8s.fixture.Cluster.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.fixture.ServiceTown;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.End;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.policy.Traffic;
import io.kinglet.k8s.policy.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every cluster. */
class RandomReachTest {

    private static final String[] NAMESPACES = {"a", "b", "c"};
    private static final String[] APPS = {"web", "db", "job"};
    private static final String[] PORTS = {"http", "sql"};

    private final List<String> addresses = new ArrayList<>();

    private ClusterNetwork cluster(SplittableRandom random) {
        ServiceTown town = new ServiceTown();
        addresses.clear();
        for (int i = 0; i < 14; i++) {
            String address = "10.1.0." + (i + 1);
            addresses.add(address);
            var pod = town.pod(
                            any(random, NAMESPACES) + "/p" + i,
                            random.nextInt(12) == 0
                                    ? new String[0]
                                    : random.nextInt(4) == 0
                                            ? new String[] {address, "fd00::" + (i + 1)}
                                            : new String[] {address})
                    .labels("app=" + any(random, APPS));
            if (random.nextInt(3) > 0) {
                pod.port(any(random, PORTS), 8000 + random.nextInt(2));
            }
            if (random.nextInt(3) > 0) {
                int node = 1 + random.nextInt(2);
                pod.on("n" + node, "192.168.0." + node);
            }
            if (random.nextInt(9) == 0) {
                pod.hostNetwork();
            }
            switch (random.nextInt(8)) {
                case 0 -> pod.notReady();
                case 1 -> pod.terminating(random.nextBoolean());
                case 2 -> pod.phase("Pending");
                default -> pod.labels("app=" + any(random, APPS));
            }
        }
        for (int i = 0; i < 8; i++) {
            String address = "10.96.0." + (i + 1);
            addresses.add(address);
            var service = town.service(
                    any(random, NAMESPACES) + "/s" + i,
                    random.nextInt(4) == 0 ? new String[0] : new String[] {address});
            switch (random.nextInt(6)) {
                case 0 ->
                    service.externalName(
                            "s" + random.nextInt(8) + "." + any(random, NAMESPACES) + ".svc.cluster.local");
                case 1 -> service.port("", 80, 8000);
                default ->
                    service.selects("app=" + any(random, APPS))
                            .port("x", 80, any(random, PORTS))
                            .nodePort("y", 81, 8000, 30000 + i);
            }
            if (random.nextInt(3) == 0) {
                service.external("203.0.113." + i);
                addresses.add("203.0.113." + i);
            }
            if (random.nextInt(3) == 0) {
                service.externalLocal().internalLocal();
            }
            if (random.nextInt(4) == 0) {
                service.publishNotReady();
            }
        }
        for (int i = 0; i < 6; i++) {
            List<NetworkPolicy.Rule> rules = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                rules.add(rule(random));
            }
            town.put(new NetworkPolicy(
                    any(random, NAMESPACES),
                    "np" + i,
                    Town.selector(random.nextBoolean() ? "" : "app=" + any(random, APPS)),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    rules,
                    rules,
                    null,
                    List.of()));
        }
        addresses.addAll(List.of("192.168.0.1", "192.168.0.9", "198.51.100.1", "fd00::1"));
        return town.network();
    }

    private static NetworkPolicy.Rule rule(SplittableRandom random) {
        PolicyPeer peer = random.nextBoolean()
                ? new PolicyPeer.Pods(
                        random.nextBoolean() ? null : Town.selector(""), Town.selector("app=" + any(random, APPS)))
                : new PolicyPeer.Block(
                        new IpPrefix(
                                ip(any(random, "10.1.0.0", "10.96.0.0", "0.0.0.0", "203.0.113.0")),
                                8 * random.nextInt(4)),
                        List.of());
        PolicyPort port = switch (random.nextInt(3)) {
            case 0 -> PolicyPort.named("tcp", any(random, PORTS));
            case 1 -> PolicyPort.of("tcp", 8000);
            default -> PolicyPort.any(null);
        };
        return new NetworkPolicy.Rule(
                random.nextInt(4) == 0 ? null : List.of(peer), random.nextInt(4) == 0 ? null : List.of(port));
    }

    private static String any(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<NetworkPod> pods(ClusterNetwork network) {
        return network.namespaces().stream().flatMap(it -> it.pods().stream()).toList();
    }

    private static List<Service> services(ClusterNetwork network) {
        return network.namespaces().stream()
                .flatMap(it -> it.services().stream())
                .toList();
    }

    private List<Origin> origins(ClusterNetwork network) {
        List<Origin> all = new ArrayList<>(List.of(new Origin.Outside()));
        pods(network).forEach(pod -> all.add(new Origin.OfPod(pod)));
        addresses.forEach(address -> all.add(new Origin.OfAddress(ip(address))));
        return all;
    }

    private List<Target> targets(ClusterNetwork network) {
        List<Target> all = new ArrayList<>(List.of(new Target.Outside("example.org")));
        pods(network).forEach(pod -> all.add(new Target.OfPod(pod)));
        services(network).forEach(service -> all.add(new Target.OfService(service)));
        addresses.forEach(address -> all.add(new Target.OfAddress(ip(address))));
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theWholeFollowsFromItsPartsAndNothingThrows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ClusterNetwork network = cluster(random);
        Reachability reachability = reachability(network);
        PortWish[] wishes = {
            PortWish.ALL,
            PortWish.of("tcp", 80),
            PortWish.of(null, 8000),
            PortWish.named(null, "x"),
            PortWish.of("tcp", 30003)
        };
        for (Origin from : origins(network)) {
            for (Target to : targets(network)) {
                Reach reach = reachability.reach(from, to, wishes[random.nextInt(wishes.length)]);
                assertThat(reach.outcome())
                        .isEqualTo(Outcome.together(
                                reach.ports().stream().map(PortReach::outcome).toList()));
                for (PortReach port : reach.ports()) {
                    assertThat(port.outcome())
                            .isEqualTo(Outcome.together(port.groups().stream()
                                    .map(group -> Outcome.of(group.verdict().outcome()))
                                    .toList()));
                    assertThat(port.outcome() != Outcome.NOBODY
                                    || !port.remarks().isEmpty()
                                    || !reach.remarks().isEmpty())
                            .as("%s to %s %s", from, to, port)
                            .isTrue();
                }
                assertThat(reach.ports().isEmpty() && reach.remarks().isEmpty()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
    void aServiceLeadsToItsOwnEndpointsAndEachIsJudgedAsIfAlone(long seed) {
        ClusterNetwork network = cluster(new SplittableRandom(seed));
        Reachability reachability = reachability(network);
        PolicyEngine engine = new PolicyEngine(network, PolicySettings.assumed());
        for (NetworkPod from : pods(network)) {
            for (Service service : services(network)) {
                if (service.type() != Service.Type.EXTERNAL_NAME) {
                    Set<IpAddress> own = endpoints(network, service);
                    Reach reach =
                            reachability.reach(new Origin.OfPod(from), new Target.OfService(service), PortWish.ALL);
                    for (PortReach port : reach.ports()) {
                        for (EndpointGroup group : port.groups()) {
                            for (Destination to : group.destinations()) {
                                assertThat(own).contains(to.address());
                                alone(network, engine, from, service, port, group, to);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void alone(
            ClusterNetwork network,
            PolicyEngine engine,
            NetworkPod from,
            Service service,
            PortReach port,
            EndpointGroup group,
            Destination to) {
        if (from.addresses().isEmpty() || to.pod() == null) {
            return;
        }
        IpAddress via =
                service.clusterIps().isEmpty() ? null : service.clusterIps().get(0);
        IpAddress own = from.addresses().stream()
                .filter(it -> it.v6() == to.address().v6())
                .findFirst()
                .orElseThrow();
        Verdict verdict = engine.judge(new Traffic(
                end(network, from, own),
                end(network, to.pod(), to.address()),
                port.protocol(),
                group.port(),
                via,
                false));
        boolean ports = group.verdict().reasons().get(0).text().startsWith("an ipBlock allows 10.96");
        if (!ports) {
            assertThat(group.verdict().outcome()).as("%s to %s", from, to).isEqualTo(verdict.outcome());
        }
    }

    private static End end(ClusterNetwork network, NetworkPod pod, IpAddress address) {
        return new End.OfPod(pod, Objects.requireNonNull(network.namespace(pod.namespace())), address);
    }

    private static Set<IpAddress> endpoints(ClusterNetwork network, Service service) {
        Set<IpAddress> own = new HashSet<>();
        NetworkNamespace namespace = Objects.requireNonNull(network.namespace(service.namespace()));
        namespace
                .slices(service.name())
                .forEach(slice -> slice.endpoints().forEach(endpoint -> own.addAll(endpoint.addresses())));
        return own;
    }

    @Test
    void thePartsOfAnOutcomeDecideIt() {
        assertThat(Outcome.together(List.of())).isEqualTo(Outcome.NOBODY);
        assertThat(Outcome.together(List.of(Outcome.ALLOWED, Outcome.ALLOWED))).isEqualTo(Outcome.ALLOWED);
        assertThat(Outcome.together(List.of(Outcome.ALLOWED, Outcome.UNKNOWN))).isEqualTo(Outcome.UNKNOWN);
        assertThat(Outcome.together(List.of(Outcome.ALLOWED, Outcome.DENIED, Outcome.UNKNOWN)))
                .isEqualTo(Outcome.PARTLY);
        assertThat(Outcome.together(List.of(Outcome.DENIED, Outcome.UNKNOWN))).isEqualTo(Outcome.UNKNOWN);
        assertThat(Outcome.together(List.of(Outcome.DENIED, Outcome.NOBODY))).isEqualTo(Outcome.DENIED);
    }

    @Test
    void fiveThousandEndpointsAmongTenThousandPodsAndAThousandPoliciesAreQuick() {
        ServiceTown town = new ServiceTown();
        for (int i = 0; i < 10_000; i++) {
            boolean big = i % 2 == 0;
            town.pod((big ? "big" : "ns" + i % 50) + "/p" + i, "10.1." + i / 250 + "." + (i % 250 + 1))
                    .labels(big ? "app=web,release=r" + i % 3 : "app=a" + i % 20)
                    .port("http", 8080);
        }
        town.service("big/web", "10.96.0.1").selects("app=web").port("", 80, "http");
        for (int i = 0; i < 1000; i++) {
            town.put(new NetworkPolicy(
                    i % 20 == 0 ? "big" : "ns" + (2 * (i % 25) + 1),
                    "np" + i,
                    Town.selector("app=" + (i % 20 == 0 ? "web" : "a" + i % 20)),
                    true,
                    i % 3 == 0,
                    List.of(new NetworkPolicy.Rule(
                            List.of(new PolicyPeer.Pods(Town.selector(""), Town.selector("app=b" + i))),
                            List.of(PolicyPort.of("tcp", 80)))),
                    List.of(),
                    null,
                    List.of()));
        }
        ClusterNetwork network = town.network();
        NetworkPod from = ServiceTown.pod(network, "ns1/p1");
        Service service = ServiceTown.service(network, "big/web");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            // With nothing known of the policies yet, as for the first question after one has changed.
            Reachability reachability = reachability(network);
            long start = System.nanoTime();
            Reach reach =
                    reachability.reach(new Origin.OfPod(from), new Target.OfService(service), PortWish.of("tcp", 80));
            best = Math.min(best, System.nanoTime() - start);
            assertThat(reach.ports().get(0).groups().stream()
                            .mapToInt(it -> it.destinations().size())
                            .sum())
                    .isEqualTo(5000);
        }
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "5,000 endpoints in {0} us", best / 1000);
        assertThat(best).isLessThan(50_000_000);
    }

    private static Reachability reachability(ClusterNetwork network) {
        return new Reachability(network, new PolicyEngine(network, PolicySettings.assumed()), "cluster.local");
    }
}
