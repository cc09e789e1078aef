package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.policy.Reason.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes a ruling unsure though its policies are plain: other engines, policies that are too young, what has not been read.
 * Immutable.
 */
record Uncertainty(ClusterNetwork network, PolicySettings settings) {

    /** Where Istio keeps what is about every namespace, unless told otherwise (MeshConfig rootNamespace). */
    private static final String ISTIO_ROOT = "istio-system";

    /** So many policies are told of one by one. */
    private static final int TOLD = 8;

    Ruling over(Side side, Ruling plain) {
        // Before all Pods are read, an address may be that of one.
        if (side.self().members().isEmpty() && network.synced().contains(Kind.POD)) {
            return plain;
        }
        List<Reason> either = new ArrayList<>(unread());
        either.addAll(young(side));
        List<Reason> denying = new ArrayList<>();
        others(side, either, denying);
        Ruling ruling = plain;
        for (Reason reason : few(either)) {
            ruling = ruling.orAllowed(reason).orDenied(reason);
        }
        for (Reason reason : few(denying)) {
            ruling = ruling.orDenied(reason);
        }
        return ruling;
    }

    private static List<Reason> few(List<Reason> reasons) {
        return reasons.size() <= TOLD ? reasons : reasons.subList(0, TOLD);
    }

    private List<Reason> unread() {
        Set<Kind> missing = EnumSet.copyOf(Kind.network());
        missing.remove(Kind.SERVICE);
        missing.remove(Kind.ENDPOINT_SLICE);
        missing.removeAll(network.synced());
        return missing.isEmpty()
                ? List.of()
                : List.of(new Reason(
                        Reason.Code.NOT_SYNCED,
                        null,
                        null,
                        "not all has been read yet: "
                                + Words.some(missing.stream().map(Kind::word).toList(), 4) + " may change this"));
    }

    /** What a policy said before it was changed is not known, so every young one of the namespace counts. */
    private List<Reason> young(Side side) {
        if (settings.settle().isZero()) {
            return List.of();
        }
        Instant now = settings.clock().instant();
        List<Reason> young = new ArrayList<>();
        for (Party.Member member : side.self().members()) {
            for (NetworkPolicy policy : member.namespace().policies()) {
                young(NamespaceRules.id(policy), policy.changed(), now, side, young);
            }
        }
        for (TierPolicy policy : network.tierPolicies()) {
            young(TierRules.id(policy), policy.changed(), now, side, young);
        }
        return young;
    }

    private void young(PolicyId id, @Nullable Instant changed, Instant now, Side side, List<Reason> young) {
        if (changed != null && changed.plus(settings.settle()).isAfter(now)) {
            // A clock that is behind that of the API server makes ages negative.
            long age = Math.max(0, Duration.between(changed, now).toSeconds());
            young.add(side.reason(
                    Reason.Code.YOUNG_POLICY,
                    id,
                    id + " was changed " + age + " s ago and may not be in force everywhere yet"));
        }
    }

    /**
     * What other engines add. With Cilium rules of all kinds are united, so a policy of its own may allow what NetworkPolicies do not,
     * and its deny rules come first. With Calico policies of a lower order come before NetworkPolicies and may allow or deny. So
     * with either nothing can be told. Istio's are applied by its proxies behind all of these: they only deny more, and only TCP to
     * Pods.
     */
    private void others(Side side, List<Reason> either, List<Reason> denying) {
        network.otherPolicies().forEach(policy -> other(side, policy, either, denying));
        for (Party.Member member : side.self().members()) {
            member.namespace().otherPolicies().forEach(policy -> other(side, policy, either, denying));
        }
        NetworkNamespace root = network.namespace(ISTIO_ROOT);
        if (root != null) {
            root.otherPolicies().stream()
                    .filter(policy -> policy.kind() == Kind.ISTIO_AUTHORIZATION_POLICY)
                    .forEach(policy -> other(side, policy, either, denying));
        }
    }

    private static void other(Side side, OtherPolicy policy, List<Reason> either, List<Reason> denying) {
        PolicyId id = new PolicyId(policy.kind().word(), policy.namespace(), policy.name());
        Reason reason = side.reason(
                Reason.Code.OTHER_ENGINE,
                id,
                id + " is a policy of another engine, and what it says is not known here");
        if (policy.kind() != Kind.ISTIO_AUTHORIZATION_POLICY) {
            either.add(reason);
        } else if (side.ingress() && side.traffic().protocol().equals("tcp")) {
            denying.add(reason);
        }
    }
}
