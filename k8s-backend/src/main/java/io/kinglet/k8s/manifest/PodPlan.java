package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the pods of workloads, and gives every pod that lacks one an address. Confined to one thread. */
final class PodPlan {

    /** The range of pod addresses holds no more, with room for those given by hand. */
    private static final int PODS_MAX = 60_000;

    /** No vowels, and no digits that look like letters: as the names of a cluster's own pods. */
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    private final Problems problems;
    private final Map<ObjectKey, Declared.PodSpec> pods = new TreeMap<>();
    private final AddressPool v4 = AddressPool.podsV4();
    private final AddressPool v6 = AddressPool.podsV6();

    PodPlan(Problems problems) {
        this.problems = problems;
    }

    /** The pods, each with its addresses unless it is still to get one. */
    Map<ObjectKey, Declared.PodSpec> make(Collection<Declared> declared) {
        for (Declared object : declared) {
            if (object instanceof Declared.PodSpec pod && !pod.ended()) {
                pods.put(pod.header().key(), pod);
                pod.addresses().forEach(v4::keep);
                pod.addresses().forEach(v6::keep);
            }
        }
        for (Declared object : declared) {
            if (object instanceof Declared.Workload workload) {
                expand(workload);
            }
        }
        boolean dual = declared.stream()
                .anyMatch(object -> object instanceof Declared.ServiceSpec service
                        && service.families().contains(true));
        NodePlan nodes = new NodePlan(pods.values(), dual);
        pods.replaceAll((key, pod) -> placed(pod, nodes, dual));
        return pods;
    }

    private void expand(Declared.Workload workload) {
        Declared.Header of = workload.header();
        if (pods.size() + workload.replicas() > PODS_MAX) {
            problems.add(
                    of.at(),
                    of.key() + ": spec.replicas: " + workload.replicas() + " pods more than the " + PODS_MAX
                            + " that all manifests together may make: write fewer");
            return;
        }
        for (int i = 0; i < workload.replicas(); i++) {
            Integer start = workload.firstOrdinal();
            Declared.PodSpec pod = start == null ? unordered(workload, i) : ordered(workload, start + i);
            pods.putIfAbsent(pod.header().key(), pod);
        }
    }

    private Declared.PodSpec unordered(Declared.Workload workload, int index) {
        ObjectKey of = workload.header().key();
        String seed = of + "/" + index;
        ObjectKey key = podKey(of, suffix(seed));
        while (pods.containsKey(key)) {
            seed += "'";
            key = podKey(of, suffix(seed));
        }
        return pod(workload, key, workload.template());
    }

    /** As the StatefulSet controller makes it: a name, a host name and labels that stay with the number. */
    private static Declared.PodSpec ordered(Declared.Workload workload, int ordinal) {
        ObjectKey key = podKey(workload.header().key(), Integer.toString(ordinal));
        Declared.Template template = workload.template();
        Map<String, String> labels = new HashMap<>(template.labels());
        labels.put("statefulset.kubernetes.io/pod-name", key.name());
        labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        return pod(workload, key, template.named(labels, key.name()));
    }

    private static Declared.PodSpec pod(Declared.Workload workload, ObjectKey key, Declared.Template template) {
        Declared.Header header = new Declared.Header(key, workload.header().at(), template.labels(), Map.of());
        return new Declared.PodSpec(header, template, List.of(), true, true, false, null, "Running");
    }

    private Declared.PodSpec placed(Declared.PodSpec pod, NodePlan nodes, boolean dual) {
        boolean of = pod.hostNetwork() || !pod.template().node().isEmpty();
        List<IpAddress> node = of ? nodes.addresses(pod) : List.of();
        List<IpAddress> addresses = pod.addresses();
        if (pod.wantsAddress()) {
            addresses = pod.hostNetwork() ? node : given(pod, dual);
        }
        return new Declared.PodSpec(
                pod.header(),
                pod.template(),
                addresses,
                false,
                pod.ready(),
                pod.terminating(),
                pod.nodeAddress() == null && !node.isEmpty() ? node.get(0) : pod.nodeAddress(),
                pod.phase());
    }

    private List<IpAddress> given(Declared.PodSpec pod, boolean dual) {
        ObjectKey key = pod.header().key();
        String seed = key.namespace() + "/" + key.name();
        List<IpAddress> addresses = new ArrayList<>();
        give(addresses, v4.give(seed), pod);
        if (dual) {
            give(addresses, v6.give(seed), pod);
        }
        return List.copyOf(addresses);
    }

    private void give(List<IpAddress> addresses, @Nullable IpAddress address, Declared.PodSpec pod) {
        if (address == null) {
            problems.add(pod.header().at(), pod.header().key() + ": no pod address is left: write status.podIP");
        } else {
            addresses.add(address);
        }
    }

    private static ObjectKey podKey(ObjectKey workload, String suffix) {
        return new ObjectKey("Pod", workload.namespace(), workload.name() + "-" + suffix);
    }

    private static String suffix(String seed) {
        long hash = StableHash.of(seed);
        StringBuilder text = new StringBuilder(5);
        for (int i = 0; i < 5; i++) {
            text.append(SUFFIX.charAt((int) Long.remainderUnsigned(hash, SUFFIX.length())));
            hash = Long.divideUnsigned(hash, SUFFIX.length());
        }
        return text.toString();
    }
}
