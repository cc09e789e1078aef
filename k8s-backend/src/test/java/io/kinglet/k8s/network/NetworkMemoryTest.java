package io.kinglet.k8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What 150,000 Pods weigh once they are read, and that they weigh no more later. */
class NetworkMemoryTest {

    private static final int PODS = 150_000;
    private static final int NAMESPACES = 300;
    private static final int PER_WORKLOAD = 15;
    private static final int NODES = 3_000;

    private final NetworkWriter writer = new NetworkWriter();

    @Test
    void podsOfALargeClusterAreKnownInFortyMegabytes() {
        writer.apply(List.of(new Change.Put(pod(0, 0)), new Change.Remove(Kind.POD, namespace(0), "none")));
        long before = used();
        world(0);
        long after = used();

        System.out.printf(
                Locale.ROOT,
                "identity of %d Pods in %d namespaces: %.1f MB; %d bytes a Pod%n",
                PODS,
                NAMESPACES,
                (after - before) / 1e6,
                (after - before) / PODS);
        assertThat(pods()).isEqualTo(PODS);
        assertThat(after - before).isLessThan(40_000_000);
    }

    @Test
    void podsThatAreListedAnewWeighTheSame() {
        world(0);
        long before = used();
        for (int list = 0; list < 2; list++) {
            writer.apply(List.of(new Change.ListStarted(Kind.POD)));
            world(0);
            writer.apply(List.of(new Change.ListFinished(Kind.POD)));
        }
        assertThat(pods()).isEqualTo(PODS);
        assertThat(used() - before).isLessThan(1_000_000);
    }

    /** Every change is a rollout: the Pod that comes has a label that no Pod had before, and the address of the one that goes. */
    @Test
    void aMillionChangesLeaveNothingBehind() {
        int pods = 5_000;
        for (int i = 0; i < pods; i++) {
            writer.apply(List.of(new Change.Put(new Namespace(namespace(i), LabelSet.EMPTY))));
            writer.apply(List.of(new Change.Put(pod(i, 0))));
        }
        churn(pods, 1, 50);
        long before = used();
        churn(pods, 51, 150);
        assertThat(pods()).isEqualTo(pods);
        assertThat(used() - before).as("octets after a million changes").isLessThan(1_000_000);
        assertThat(writer.published()
                        .current()
                        .podsAt(address(17))
                        .get(0)
                        .labels()
                        .get("pod-template-hash"))
                .endsWith("g150");
    }

    private void churn(int pods, int from, int to) {
        for (int generation = from; generation <= to; generation++) {
            for (int start = 0; start < pods; start += 500) {
                List<Change> batch = new ArrayList<>();
                for (int i = start; i < start + 500; i++) {
                    Pod gone = pod(i, generation - 1);
                    batch.add(new Change.Put(pod(i, generation)));
                    if (!gone.name().equals(pod(i, generation).name())) {
                        batch.add(new Change.Remove(Kind.POD, gone.namespace(), gone.name()));
                    }
                }
                writer.apply(batch);
            }
        }
    }

    private int pods() {
        return writer.published().current().namespaces().stream()
                .mapToInt(namespace -> namespace.pods().size())
                .sum();
    }

    private void world(int generation) {
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            batch.add(new Change.Put(new Namespace(namespace(i), LabelSet.EMPTY)));
            batch.add(new Change.Put(pod(i, generation)));
            if (batch.size() >= 1_000) {
                writer.apply(batch);
                batch = new ArrayList<>();
            }
        }
        writer.apply(batch);
    }

    private static String namespace(int pod) {
        return "team-" + pod / PER_WORKLOAD % NAMESPACES + "-production";
    }

    private static IpAddress address(int pod) {
        return IpAddress.v4(0x0a400000 + pod);
    }

    /** As a source reads it: no two Pods have a text in common as an object. Every fifth workload is a StatefulSet, every third has two addresses. */
    private static Pod pod(int i, int generation) {
        int workload = i / PER_WORKLOAD;
        Random random = new Random(31L * i + generation);
        boolean stateful = workload % 5 == 0;
        String hash =
                Long.toString(Math.abs(new Random(workload).nextLong()), 36).substring(0, 8)
                        + (generation == 0 ? "" : "g" + generation);
        String name = stateful
                ? "database-" + workload + "-" + i % PER_WORKLOAD
                : "frontend-service-" + workload + "-" + hash + "-"
                        + Long.toString(Math.abs(random.nextLong()), 36).substring(0, 5) + i;
        Map<String, String> labels = new TreeMap<>();
        labels.put("app.kubernetes.io/name", "frontend-service-" + workload);
        labels.put("app.kubernetes.io/instance", "frontend-service-" + workload + "-live");
        labels.put("app.kubernetes.io/version", "v1." + workload % 40);
        labels.put("app.kubernetes.io/managed-by", text("Helm"));
        labels.put("team", "team-" + workload % 60);
        if (stateful) {
            labels.put("statefulset.kubernetes.io/pod-name", text(name));
            labels.put("apps.kubernetes.io/pod-index", "" + i % PER_WORKLOAD);
            labels.put("controller-revision-hash", "database-" + workload + "-" + hash);
        } else {
            labels.put("pod-template-hash", hash);
        }
        PodTemplate template = new PodTemplate(
                LabelSet.of(labels),
                List.of(
                        new PodTemplate.ContainerPort(text("http"), text("tcp"), 8080),
                        new PodTemplate.ContainerPort(text("metrics"), text("tcp"), 9090)),
                stateful ? "database-" + workload : null,
                text("ClusterFirst"),
                PodDnsConfig.NONE);
        PodDetail detail = new PodDetail(
                template,
                stateful ? text(name) : null,
                true,
                "worker-" + i % NODES + ".region.example.com",
                IpAddress.v4(0x0a010000 + i % NODES),
                text("Running"));
        List<IpAddress> addresses =
                workload % 3 == 0 ? List.of(address(i), IpAddress.v6(0xfd00_0001L << 32, i)) : List.of(address(i));
        return new Pod(namespace(i), name, addresses, false, Set.of(), detail);
    }

    private static String text(String text) {
        return String.valueOf(text.toCharArray());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
