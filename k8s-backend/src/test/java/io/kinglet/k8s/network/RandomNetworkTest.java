package io.kinglet.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.model.TierPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a small and crowded cluster, what is published is what the plainest model says. */
class RandomNetworkTest {

    private static final List<Kind> KINDS = List.of(
            Kind.POD,
            Kind.POD,
            Kind.POD,
            Kind.SERVICE,
            Kind.ENDPOINT_SLICE,
            Kind.NAMESPACE,
            Kind.NETWORK_POLICY,
            Kind.ADMIN_NETWORK_POLICY,
            Kind.CLUSTER_NETWORK_POLICY,
            Kind.CILIUM_NETWORK_POLICY,
            Kind.CALICO_GLOBAL_NETWORK_POLICY);

    private static final List<IpAddress> ADDRESSES = IntStream.range(0, 12)
            .mapToObj(i -> i < 8 ? IpAddress.v4(0x0a000000 + i) : IpAddress.v6(0xfd00L << 48, i % 2 == 0 ? i : 0))
            .distinct()
            .toList();

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPublishedIsWhatTheNaiveModelSays(int seed) {
        Random random = new Random(seed);
        NaiveNetwork naive = new NaiveNetwork();
        NetworkWriter writer = new NetworkWriter();
        ClusterNetwork before = writer.published().current();
        List<String> said = NaiveNetwork.everything(before, ADDRESSES);
        for (int step = 0; step < 120; step++) {
            List<Change> batch = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                batch.add(change(random));
            }
            batch.forEach(naive::apply);
            writer.apply(batch);

            ClusterNetwork after = writer.published().current();
            assertThat(NaiveNetwork.everything(before, ADDRESSES))
                    .as("a version stays as it is")
                    .isEqualTo(said);
            said = NaiveNetwork.everything(after, ADDRESSES);
            assertThat(said).as("seed %d, step %d", seed, step).isEqualTo(naive.everything(ADDRESSES));
            for (NetworkNamespace namespace : before.namespaces()) {
                for (NetworkPod pod : namespace.pods()) {
                    assertThat(pod.addresses())
                            .allMatch(address -> pod.has(address.v6(), address.high(), address.low()));
                }
            }
            before = after;
        }
    }

    private static Change change(Random random) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        int dice = random.nextInt(20);
        if (dice == 0) {
            return new Change.ListStarted(kind);
        }
        if (dice == 1) {
            return new Change.ListFinished(kind);
        }
        ClusterObject object = object(kind, random);
        return dice < 7 ? new Change.Remove(kind, object.namespace(), object.name()) : new Change.Put(object);
    }

    private static ClusterObject object(Kind kind, Random random) {
        String namespace = "ns" + random.nextInt(3);
        String name = "it" + random.nextInt(6);
        LabelSet labels = LabelSet.of(Map.of("app", "a" + random.nextInt(2)));
        return switch (kind) {
            case NAMESPACE -> new Namespace(namespace, labels);
            case POD -> pod(namespace, name, labels, random);
            case SERVICE ->
                new Service(
                        namespace,
                        name,
                        Service.Type.CLUSTER_IP,
                        some(random, 2),
                        null,
                        List.of(),
                        new External(some(random, 2), List.of()));
            case ENDPOINT_SLICE ->
                new EndpointSlice(
                        namespace,
                        name + "-" + random.nextInt(4),
                        random.nextInt(5) == 0 ? null : name,
                        null,
                        null,
                        List.of(new ServicePort("", "tcp", 1 + random.nextInt(2))),
                        List.of(new Endpoint(some(random, 1), true, null, "it" + random.nextInt(6), "z")),
                        null);
            case NETWORK_POLICY ->
                new NetworkPolicy(
                        namespace,
                        name,
                        LabelSelector.EVERYTHING,
                        random.nextBoolean(),
                        false,
                        List.of(),
                        List.of(),
                        null,
                        List.of());
            case ADMIN_NETWORK_POLICY, CLUSTER_NETWORK_POLICY ->
                new TierPolicy(
                        kind,
                        kind.word() + name,
                        TierPolicy.Tier.values()[random.nextInt(2)],
                        random.nextInt(2),
                        LabelSelector.EVERYTHING,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of());
            case CALICO_GLOBAL_NETWORK_POLICY -> new OtherPolicy(kind, "", name);
            default -> new OtherPolicy(kind, namespace, name);
        };
    }

    private static Pod pod(String namespace, String name, LabelSet labels, Random random) {
        PodTemplate template = new PodTemplate(labels, List.of(), null, "ClusterFirst", PodDnsConfig.NONE);
        String node = random.nextInt(6) == 0 ? "" : "node" + random.nextInt(3);
        PodDetail detail = new PodDetail(
                template,
                random.nextInt(3) == 0 ? name : null,
                random.nextBoolean(),
                node,
                random.nextInt(4) == 0 ? null : ADDRESSES.get(random.nextInt(4)),
                random.nextBoolean() ? "Running" : "");
        return new Pod(
                namespace,
                name,
                some(random, 3),
                random.nextInt(4) == 0,
                random.nextInt(4) == 0 ? Set.of(Pod.Trait.HOST_NETWORK) : Set.of(),
                random.nextInt(8) == 0 ? null : detail);
    }

    private static List<IpAddress> some(Random random, int most) {
        return random.ints(random.nextInt(most + 1), 0, ADDRESSES.size())
                .distinct()
                .mapToObj(ADDRESSES::get)
                .toList();
    }
}
