package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the labels that any policy selects Pods by: Pods of a namespace that differ in others are alike to it. Stateless. */
public final class SelectedLabels {

    private SelectedLabels() {}

    /** The keys of those labels. */
    public static Set<String> of(ClusterNetwork network) {
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
