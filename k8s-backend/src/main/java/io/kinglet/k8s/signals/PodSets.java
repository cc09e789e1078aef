package io.kinglet.k8s.signals;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.SelectedLabels;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Pods policies cannot tell from each other as the source of traffic: those of a namespace whose labels are the same, as far
 * as any policy looks at them. Labels that no policy names, such as the hash of a rollout, make no difference. Holds for one version
 * of the policies. Confined to one thread.
 */
final class PodSets {

    private static final int KEPT = 16_384;

    /**
     * A set of Pods.
     *
     * @param labels those that policies look at
     * @param families of its addresses: 1 for IPv4, 2 for IPv6, 3 for both
     * @param node only where it matters on which node a Pod is; null otherwise
     * @param addresses only where a policy tells sources by their addresses; empty otherwise
     */
    record PodSet(
            String namespace,
            LabelSet labels,
            int families,
            @Nullable String node,
            List<IpAddress> addresses) {}

    private final Set<String> keys;
    private final Set<String> byAddress = new HashSet<>();
    private final boolean allByAddress;
    private final Map<PodTemplate, LabelSet> labels = new IdentityHashMap<>();

    PodSets(ClusterNetwork network) {
        keys = SelectedLabels.of(network);
        allByAddress = network.tierPolicies().stream()
                .flatMap(policy -> policy.ingress().stream())
                .anyMatch(rule -> tellsByAddress(rule.peers()));
        for (NetworkNamespace namespace : network.namespaces()) {
            if (namespace.policies().stream()
                    .flatMap(policy -> policy.ingress().stream())
                    .anyMatch(rule -> tellsByAddress(rule.peers()))) {
                byAddress.add(namespace.name());
            }
        }
    }

    private static boolean tellsByAddress(@Nullable List<PolicyPeer> peers) {
        return peers != null && peers.stream().anyMatch(peer -> !(peer instanceof PolicyPeer.Pods));
    }

    /**
     * The set of a Pod, for traffic to a namespace.
     *
     * @param nodesMatter whether it matters on which node the Pod is
     */
    PodSet of(NetworkPod pod, String to, boolean nodesMatter) {
        LabelSet its = labels.get(pod.template());
        if (its == null) {
            its = pod.labels().only(keys);
            if (labels.size() >= KEPT) {
                labels.clear();
            }
            labels.put(pod.template(), its);
        }
        List<IpAddress> addresses = pod.addresses();
        int families = 0;
        for (IpAddress address : addresses) {
            families |= address.v6() ? 2 : 1;
        }
        return new PodSet(
                pod.namespace(),
                its,
                families,
                nodesMatter ? pod.node() : null,
                allByAddress || byAddress.contains(to) ? addresses : List.of());
    }
}
