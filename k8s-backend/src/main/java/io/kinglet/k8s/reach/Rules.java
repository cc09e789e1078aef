package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.Reason.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules for one Pod in one direction name: the prefixes and ports at which a verdict can turn. They are not judged here.
 *
 * @param prefixes of ipBlocks, excepted ones too
 */
record Rules(List<IpPrefix> prefixes, List<PolicyPort> ports) {

    private static final Rules NONE = new Rules(List.of(), List.of());

    static Rules of(ClusterNetwork network, NetworkPod pod, Direction direction) {
        NetworkNamespace namespace = network.namespace(pod.namespace());
        if (namespace == null) {
            return NONE;
        }
        Rules found = new Rules(new ArrayList<>(), new ArrayList<>());
        for (NetworkPolicy policy : namespace.policies()) {
            if (policy.pods().matches(pod.labels())) {
                for (NetworkPolicy.Rule rule : direction == Direction.EGRESS ? policy.egress() : policy.ingress()) {
                    found.add(rule.peers(), rule.ports());
                }
            }
        }
        for (TierPolicy policy : network.tierPolicies()) {
            LabelSelector pods = policy.subjectPods();
            if (policy.subjectNamespaces().matches(namespace.labels())
                    && (pods == null || pods.matches(pod.labels()))) {
                for (TierPolicy.Rule rule : direction == Direction.EGRESS ? policy.egress() : policy.ingress()) {
                    found.add(rule.peers(), rule.ports());
                }
            }
        }
        return found;
    }

    private void add(@Nullable List<PolicyPeer> peers, @Nullable List<PolicyPort> itsPorts) {
        for (PolicyPeer peer : peers == null ? List.<PolicyPeer>of() : peers) {
            if (peer instanceof PolicyPeer.Block block) {
                prefixes.add(block.cidr());
                prefixes.addAll(block.except());
            }
        }
        ports.addAll(itsPorts == null ? List.of() : itsPorts);
    }

    AddressRanges ranges() {
        return AddressRanges.cutBy(prefixes);
    }
}
