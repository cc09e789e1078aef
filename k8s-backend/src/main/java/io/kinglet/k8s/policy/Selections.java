package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which policies select a Pod. Found once for all Pods of a namespace that have the same labels, as the Pods of a workload do.
 * Any thread.
 */
final class Selections {

    /** Of a cluster with more kinds of Pods than this some are found anew. */
    private static final int KEPT = 16_384;

    private record Key(String namespace, LabelSet labels) {}

    /**
     * The policies that select a Pod.
     *
     * @param ingress those that isolate it for ingress
     * @param egress as {@code ingress}, for egress
     * @param tiers those of the cluster, in the order of judgement
     */
    record Selection(List<NetworkPolicy> ingress, List<NetworkPolicy> egress, List<TierPolicy> tiers) {}

    private final ClusterNetwork network;
    private final Map<Key, Selection> found = new ConcurrentHashMap<>();

    Selections(ClusterNetwork network) {
        this.network = network;
    }

    Selection of(Party.Member member) {
        Key key = new Key(member.pod().namespace(), member.pod().labels());
        Selection selection = found.get(key);
        if (selection == null) {
            selection = find(member.namespace(), key.labels());
            if (found.size() >= KEPT) {
                found.clear();
            }
            found.put(key, selection);
        }
        return selection;
    }

    private Selection find(NetworkNamespace namespace, LabelSet labels) {
        List<NetworkPolicy> selecting = namespace.policies().stream()
                .filter(policy -> policy.pods().matches(labels))
                .toList();
        return new Selection(
                selecting.stream().filter(NetworkPolicy::isolatesIngress).toList(),
                selecting.stream().filter(NetworkPolicy::isolatesEgress).toList(),
                network.tierPolicies().stream()
                        .filter(policy -> policy.subjectNamespaces().matches(namespace.labels())
                                && (policy.subjectPods() == null
                                        || policy.subjectPods().matches(labels)))
                        .toList());
    }
}
