package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.TierPolicy;
import java.util.List;
import java.util.Objects;

/**
 * Judges one side of traffic: the tiers of the cluster and, between them, the NetworkPolicies of the Pod's namespace. Immutable but
 * for what {@link Selections} keeps; any thread.
 */
record SideJudge(Selections selections) {

    Ruling judge(Side side) {
        Party self = side.self();
        if (self.members().isEmpty()) {
            return Ruling.allowed(side.reason(
                    Reason.Code.NOT_ISOLATED,
                    self.name() + " is no Pod of this cluster: no policy limits "
                            + (side.ingress() ? "who may reach it" : "what it may reach")));
        }
        if (side.ingress() && fromNode(side)) {
            return Ruling.allowed(side.reason(
                    Reason.Code.FROM_NODE,
                    side.other().name() + " is on the node of " + self.name()
                            + ": what comes from a Pod's own node is always let in, as by the kubelet's probes"));
        }
        Ruling ruling = members(side);
        if (!side.ingress() && ruling.mayDeny() && ownNode(side)) {
            ruling = ruling.orAllowed(
                    side.reason(
                            Reason.Code.TO_NODE,
                            side.other().name() + " is the node of " + self.name()
                                    + ", to which the concepts page says all traffic is allowed and the API reference does not"));
        }
        if (side.ingress()
                && ruling.mayDeny()
                && side.traffic().sourceHidden()
                && side.other().members().isEmpty()) {
            ruling = ruling.orAllowed(side.reason(
                    Reason.Code.REWRITTEN_ADDRESS,
                    "the traffic may seem to come from the node of " + self.name() + ", which is always let in"));
        }
        return ruling;
    }

    /** Traffic from a Pod's own node is allowed whatever policies say (API reference: NetworkPolicySpec, ingress). */
    private static boolean fromNode(Side side) {
        return ownNode(side);
    }

    private static boolean ownNode(Side side) {
        String node = side.self().node();
        return node != null && node.equals(side.other().node()) && side.other().maybeNode();
    }

    private Ruling members(Side side) {
        Party self = side.self();
        Reason.Code doubt = self.doubt();
        if (doubt == null) {
            return member(side, self.members().get(0));
        }
        Ruling ruling = null;
        for (Party.Member member : self.members()) {
            Ruling of = member(side, member);
            ruling = ruling == null ? of : ruling.or(of);
        }
        Ruling all = Objects.requireNonNull(ruling);
        // To a plugin that goes by addresses it is the node, to which no policy is.
        if (self.members().stream().anyMatch(member -> member.pod().hostNetwork()) && all.mayDeny()) {
            all = all.orAllowed(self.doubtReason(side.direction()));
        }
        return all.mayAllow() && all.mayDeny() ? all.doubting(List.of(self.doubtReason(side.direction()))) : all;
    }

    private Ruling member(Side side, Party.Member member) {
        Selections.Selection selection = selections.of(member);
        List<TierPolicy> tiers = member.pod().hostNetwork() ? List.of() : selection.tiers();
        TierRules admin = new TierRules(side, TierPolicy.Tier.ADMIN, tiers);
        if (!admin.onward()) {
            return admin.ruling();
        }
        List<NetworkPolicy> isolating = side.ingress() ? selection.ingress() : selection.egress();
        return admin.ruling()
                .or(isolating.isEmpty() ? baseline(side, tiers) : new NamespaceRules(side, isolating).judge());
    }

    private static Ruling baseline(Side side, List<TierPolicy> tiers) {
        TierRules baseline = new TierRules(side, TierPolicy.Tier.BASELINE, tiers);
        if (!baseline.onward()) {
            return baseline.ruling();
        }
        String self = side.self().name();
        return baseline.ruling()
                .or(Ruling.allowed(side.reason(
                        Reason.Code.NOT_ISOLATED,
                        side.ingress()
                                ? "no policy limits who may reach " + self
                                : "no policy limits what " + self + " may reach")));
    }
}
