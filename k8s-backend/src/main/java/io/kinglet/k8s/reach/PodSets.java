package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.SelectedLabels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the {@link PodSet}s of a cluster. Stateless. */
public final class PodSets {

    private static final Pattern NUMBERED = Pattern.compile("(.+)-[0-9]+");
    private static final Pattern RANDOM = Pattern.compile("(.+)-[a-z0-9]{5}");

    private record Key(LabelSet labels, List<ContainerPort> ports, boolean hostNetwork) {}

    private PodSets() {}

    /**
     * The sets by namespace, then name.
     *
     * @param wanted which namespaces
     */
    public static List<PodSet> of(ClusterNetwork network, Predicate<String> wanted) {
        Set<String> selected = SelectedLabels.of(network);
        List<PodSet> sets = new ArrayList<>();
        for (NetworkNamespace namespace : network.namespaces()) {
            if (wanted.test(namespace.name())) {
                sets.addAll(of(namespace, selected));
            }
        }
        return sets;
    }

    private static List<PodSet> of(NetworkNamespace namespace, Set<String> selected) {
        Map<Key, List<NetworkPod>> byKey = new LinkedHashMap<>();
        for (NetworkPod pod : namespace.pods()) {
            Key key = new Key(pod.labels().lasting(selected), pod.template().ports(), pod.hostNetwork());
            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(pod);
        }
        Map<String, PodSet> byName = new TreeMap<>();
        byKey.forEach((key, pods) -> {
            String name = workload(pods);
            String unique = name;
            for (int i = 2; byName.containsKey(unique); i++) {
                unique = name + " (" + i + ")";
            }
            byName.put(unique, new PodSet(namespace.name(), unique, key.labels, key.ports, key.hostNetwork, pods));
        });
        return new ArrayList<>(byName.values());
    }

    /** What the names of the Pods have in common, or that of one without what its controller has added. */
    private static String workload(List<NetworkPod> pods) {
        String first = pods.get(0).name();
        String last = pods.get(pods.size() - 1).name();
        int same = 0;
        while (same < Math.min(first.length(), last.length()) && first.charAt(same) == last.charAt(same)) {
            same++;
        }
        // Names are in order: what the first and the last have in common, all have.
        int dash = first.lastIndexOf('-', same - 1);
        return pods.size() > 1 && dash > 0 ? first.substring(0, dash) : workload(pods.get(0));
    }

    private static String workload(NetworkPod pod) {
        String hash = pod.labels().get("pod-template-hash");
        int at = hash == null ? -1 : pod.name().lastIndexOf("-" + hash + "-");
        if (at > 0) {
            return pod.name().substring(0, at);
        }
        Matcher numbered = NUMBERED.matcher(pod.name());
        boolean ordinal = pod.labels().get("statefulset.kubernetes.io/pod-name") != null
                || pod.labels().get("apps.kubernetes.io/pod-index") != null;
        if (ordinal && numbered.matches()) {
            return numbered.group(1);
        }
        Matcher random = RANDOM.matcher(pod.name());
        return pod.labels().get("controller-revision-hash") != null && random.matches() ? random.group(1) : pod.name();
    }
}
