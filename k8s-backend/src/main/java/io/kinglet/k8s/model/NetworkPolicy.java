package io.kinglet.k8s.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A networking.k8s.io/v1 NetworkPolicy.
 *
 * @param pods {@code spec.podSelector}: the Pods of its namespace that it is about
 * @param isolatesIngress whether {@code spec.policyTypes}, or what follows where that is absent, has Ingress
 * @param isolatesEgress as {@code isolatesIngress}, of Egress
 * @param changed when it was made or, as far as is known, last changed; null when that is not known
 * @param flaws what of it cannot be read, in words; what they are about matches nothing, all else holds
 */
public record NetworkPolicy(
        String namespace,
        String name,
        LabelSelector pods,
        boolean isolatesIngress,
        boolean isolatesEgress,
        List<Rule> ingress,
        List<Rule> egress,
        @Nullable Instant changed,
        List<String> flaws)
        implements ClusterObject {

    public NetworkPolicy {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
        flaws = List.copyOf(flaws);
    }

    /**
     * One rule: traffic that has one of the peers and one of the ports is allowed.
     *
     * @param peers the other ends; null when the list is missing or empty, which is every peer
     * @param ports null when the list is missing or empty, which is every port; empty when all of it has flaws, which is none
     */
    public record Rule(
            @Nullable List<PolicyPeer> peers, @Nullable List<PolicyPort> ports) {}

    @Override
    public Kind kind() {
        return Kind.NETWORK_POLICY;
    }
}
