package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the {@link PodSet}s of a cluster. Stateless. */
public final class PodSets {

    /** What controllers give to each Pod or rollout (Kubernetes reference: well-known labels). */
    private static final Set<String> PASSING = Set.of(
            "pod-template-hash",
            "controller-revision-hash",
            "pod-template-generation",
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "batch.kubernetes.io/job-completion-index",
            "batch.kubernetes.io/job-name",
            "batch.kubernetes.io/controller-uid",
            "controller-uid",
            "job-name");

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
        Set<String> selected = selected(network);
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
            Key key = new Key(lasting(pod.labels(), selected), pod.template().ports(), pod.hostNetwork());
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

    private static LabelSet lasting(LabelSet labels, Set<String> selected) {
        Map<String, String> lasting = labels.toMap();
        lasting.keySet().removeIf(label -> PASSING.contains(label) && !selected.contains(label));
        return lasting.size() == labels.size() ? labels : LabelSet.of(lasting);
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

    /** The labels that any policy selects Pods by. */
    private static Set<String> selected(ClusterNetwork network) {
        Set<String> labels = new HashSet<>();
        for (NetworkNamespace namespace : network.namespaces()) {
            for (NetworkPolicy policy : namespace.policies()) {
                add(policy.pods(), labels);
                policy.ingress().forEach(rule -> add(rule.peers(), labels));
                policy.egress().forEach(rule -> add(rule.peers(), labels));
            }
        }
        for (TierPolicy policy : network.tierPolicies()) {
            add(policy.subjectPods(), labels);
            policy.ingress().forEach(rule -> add(rule.peers(), labels));
            policy.egress().forEach(rule -> add(rule.peers(), labels));
        }
        return labels;
    }

    private static void add(@Nullable List<PolicyPeer> peers, Set<String> labels) {
        for (PolicyPeer peer : peers == null ? List.<PolicyPeer>of() : peers) {
            if (peer instanceof PolicyPeer.Pods pods) {
                add(pods.pods(), labels);
            }
        }
    }

    private static void add(@Nullable LabelSelector selector, Set<String> labels) {
        if (selector != null) {
            selector.requirements().forEach(requirement -> labels.add(requirement.key()));
        }
    }
}
