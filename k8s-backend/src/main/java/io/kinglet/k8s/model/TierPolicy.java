package io.kinglet.k8s.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy for the cluster as a whole: policy.networking.k8s.io AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), and
 * ClusterNetworkPolicy (v1alpha2), which has taken their place.
 *
 * @param tier before or behind the NetworkPolicies
 * @param priority the lower is judged first; 0 to 1000
 * @param subjectNamespaces which namespaces it is about
 * @param subjectPods which of their Pods; null for all
 * @param changed as of {@link NetworkPolicy#changed}
 * @param flaws as of {@link NetworkPolicy#flaws}
 */
public record TierPolicy(
        Kind kind,
        String name,
        Tier tier,
        int priority,
        LabelSelector subjectNamespaces,
        @Nullable LabelSelector subjectPods,
        List<Rule> ingress,
        List<Rule> egress,
        @Nullable Instant changed,
        List<String> flaws)
        implements ClusterObject {

    /** Where its rules stand in the order of judgement. */
    public enum Tier {
        /** Before every NetworkPolicy. */
        ADMIN,
        /** Where no NetworkPolicy isolates the Pod. */
        BASELINE
    }

    /** What happens to traffic that a rule matches. */
    public enum Action {
        ACCEPT,
        DENY,
        /** The rest of the tier is skipped. */
        PASS
    }

    public TierPolicy {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
        flaws = List.copyOf(flaws);
    }

    /**
     * One rule; the first that matches decides. One with a peer of a form that is not known is closed already: left out where it would
     * accept, and where it would not a rule that denies everything.
     *
     * @param name empty when it has none
     * @param peers at least one; in {@link PolicyPeer.Pods} the namespaces are never null
     * @param ports null for every port
     */
    public record Rule(
            String name,
            Action action,
            List<PolicyPeer> peers,
            @Nullable List<PolicyPort> ports) {}

    @Override
    public String namespace() {
        return "";
    }
}
