package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.Reason.Direction;
import java.util.HashMap;
import java.util.Map;

/** The rules for Pods, looked up once for all of a namespace that have the same labels. One thread. */
final class RuleBook {

    private record Key(String namespace, LabelSet labels, Direction direction) {}

    private final ClusterNetwork network;
    private final Map<Key, Rules> rules = new HashMap<>();

    RuleBook(ClusterNetwork network) {
        this.network = network;
    }

    Rules of(NetworkPod pod, Direction direction) {
        return rules.computeIfAbsent(
                new Key(pod.namespace(), pod.labels(), direction), any -> Rules.of(network, pod, direction));
    }
}
