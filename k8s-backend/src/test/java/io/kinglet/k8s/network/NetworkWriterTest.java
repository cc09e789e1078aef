package io.kinglet.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkWriterTest {

    private static final IpAddress SHARED = IpAddress.v4(0x0a000001);
    private static final long TENTH = 100_000_000;

    private final NetworkWriter writer = new NetworkWriter();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long now = 5;

    @Test
    void quietClusterIsPublishedAtOnceAndABusyOneNowAndThen() {
        NetworkWriter coalescing = new NetworkWriter(
                (task, nanos) -> {
                    assertThat(nanos).isEqualTo(TENTH - 10);
                    tasks.add(task);
                    return () -> {};
                },
                () -> now,
                TENTH);
        coalescing.apply(List.of(new Change.Put(new Namespace("ns"))));
        assertThat(coalescing.published().current().version()).isEqualTo(1);
        now += 10;
        for (int i = 0; i < 1_000; i++) {
            coalescing.apply(List.of(new Change.Put(pod("p" + i, false, false))));
        }
        assertThat(coalescing.published().current().version()).isEqualTo(1);
        assertThat(tasks).hasSize(1);

        now += TENTH;
        tasks.remove().run();
        assertThat(coalescing.published().current().version()).isEqualTo(2);
        assertThat(coalescing.published().current().podsAt(SHARED)).hasSize(1_000);

        now += TENTH;
        coalescing.apply(List.of(new Change.Remove(Kind.POD, "ns", "p1")));
        assertThat(coalescing.published().current().version()).isEqualTo(3);
        assertThat(tasks).isEmpty();
    }

    @Test
    void whatChangesNothingIsNotPublished() {
        put(pod("a", false, false));
        ClusterNetwork before = writer.published().current();
        put(pod("a", false, false));
        writer.apply(List.of(new Change.Remove(Kind.POD, "elsewhere", "a")));
        assertThat(writer.published().current()).isSameAs(before);
    }

    @Test
    void untouchedNamespacesAndEqualTemplatesAreTheSameObjects() {
        put(pod("a", false, false));
        writer.apply(List.of(new Change.Put(new Namespace("other"))));
        ClusterNetwork before = writer.published().current();
        put(pod("b", false, false));
        ClusterNetwork after = writer.published().current();

        assertThat(after.namespace("other")).isSameAs(before.namespace("other"));
        assertThat(after.namespace("ns")).isNotSameAs(before.namespace("ns"));
        assertThat(Objects.requireNonNull(after.namespace("ns")).version()).isEqualTo(after.version());
        List<NetworkPod> pods = after.podsAt(SHARED);
        assertThat(pods.get(0).template()).isSameAs(pods.get(1).template());
    }

    @Test
    void policyVersionMovesWithPoliciesAndNamespacesOnly() {
        put(pod("a", false, false));
        long before = writer.published().current().policyVersion();
        put(pod("b", false, false));
        assertThat(writer.published().current().policyVersion()).isEqualTo(before);

        NetworkPolicy policy = new NetworkPolicy(
                "ns", "deny", LabelSelector.EVERYTHING, true, true, List.of(), List.of(), null, List.of());
        writer.apply(List.of(new Change.Put(policy)));
        assertThat(writer.published().current().policyVersion()).isEqualTo(before + 1);
        writer.apply(List.of(new Change.Put(new Namespace("ns", LabelSet.of(Map.of("a", "b"))))));
        assertThat(writer.published().current().policyVersion()).isEqualTo(before + 2);
    }

    @Test
    void addressOfAPodThatEndsIsThatOfItsHeir() {
        put(pod("old", true, false), pod("new", false, false));
        assertThat(at()).containsExactly("ns/new");
        put(pod("second", false, false));
        assertThat(at()).containsExactly("ns/new", "ns/second");
        writer.apply(List.of(new Change.Remove(Kind.POD, "ns", "new"), new Change.Remove(Kind.POD, "ns", "second")));
        assertThat(at()).containsExactly("ns/old");
    }

    @Test
    void podsOfANodesNetworkShareItsAddress() {
        put(pod("agent", false, true), pod("proxy", true, true), pod("odd", false, false));
        assertThat(at()).containsExactly("ns/agent", "ns/odd", "ns/proxy");
        assertThat(writer.published().current().nodeAt(SHARED)).isEqualTo("node");
    }

    @Test
    void namespaceThatVanishesTakesItsPodsWithIt() {
        put(pod("a", false, false));
        writer.apply(List.of(new Change.Remove(Kind.NAMESPACE, "", "ns")));
        assertThat(at()).isEmpty();
        assertThat(writer.published().current().namespaces()).isEmpty();
        writer.apply(List.of(new Change.Put(new Namespace("ns"))));
        assertThat(at()).containsExactly("ns/a");
    }

    private List<String> at() {
        return writer.published().current().podsAt(SHARED).stream()
                .map(NetworkPod::toString)
                .toList();
    }

    private void put(Pod... pods) {
        writer.apply(List.of(new Change.Put(new Namespace("ns"))));
        writer.apply(
                Arrays.stream(pods).map(pod -> (Change) new Change.Put(pod)).toList());
    }

    private static Pod pod(String name, boolean terminating, boolean hostNetwork) {
        PodTemplate template =
                new PodTemplate(LabelSet.of(Map.of("app", "web")), List.of(), null, "ClusterFirst", PodDnsConfig.NONE);
        return new Pod(
                "ns",
                name,
                List.of(SHARED),
                terminating,
                hostNetwork ? Set.of(Pod.Trait.HOST_NETWORK) : Set.of(),
                new PodDetail(template, null, true, "node", null, "Running"));
    }
}
