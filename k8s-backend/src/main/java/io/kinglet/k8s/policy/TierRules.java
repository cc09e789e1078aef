package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.model.TierPolicy.Action;
import io.kinglet.k8s.policy.Reason.PolicyId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one tier of the cluster's policies makes of the traffic. The first rule that matches decides: by priority, and within a policy
 * in the order they are written (ClusterNetworkPolicySpec: priority, ingress, egress). Not reused.
 */
final class TierRules {

    /** So many rules are told of. */
    private static final int TOLD = 8;

    private final Side side;
    private final Set<Action> possible = EnumSet.noneOf(Action.class);
    private final List<Reason> allows = new ArrayList<>();
    private final List<Reason> denials = new ArrayList<>();
    private final List<Reason> doubts = new ArrayList<>();
    private final List<Reason> notes = new ArrayList<>();
    private boolean decided;
    private @Nullable TierPolicy denier;

    /**
     * @param policies those that have the Pod as their subject, of all tiers, in the order of judgement
     */
    TierRules(Side side, TierPolicy.Tier tier, List<TierPolicy> policies) {
        this.side = side;
        List<TierPolicy> rest =
                policies.stream().filter(policy -> policy.tier() == tier).toList();
        while (!rest.isEmpty() && !decided) {
            int priority = rest.get(0).priority();
            int alike = 1;
            while (alike < rest.size() && rest.get(alike).priority() == priority) {
                alike++;
            }
            judge(rest.subList(0, alike));
            rest = rest.subList(alike, rest.size());
        }
    }

    /** Policies of one priority: where more than one matches, any of them may be the one that decides. */
    private void judge(List<TierPolicy> alike) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        List<String> matching = new ArrayList<>();
        for (TierPolicy policy : alike) {
            Set<Action> of = EnumSet.noneOf(Action.class);
            decided |= judge(policy, of);
            if (!of.isEmpty()) {
                matching.add(id(policy).toString());
                actions.addAll(of);
            }
        }
        possible.addAll(actions);
        if (matching.size() > 1 && actions.size() > 1) {
            doubts.add(side.reason(
                    Reason.Code.SAME_PRIORITY,
                    Words.some(matching, 3) + " have the same priority, "
                            + alike.get(0).priority() + ", and disagree: any of them may decide"));
        }
    }

    /** Whether a rule of it matches for sure. */
    private boolean judge(TierPolicy policy, Set<Action> actions) {
        PeerMatcher peers = new PeerMatcher(side, "");
        PortMatcher ports = new PortMatcher(side);
        for (String flaw : policy.flaws()) {
            told(notes, side.reason(Reason.Code.FLAWED_POLICY, id(policy), id(policy) + ": " + flaw));
        }
        int number = 0;
        for (TierPolicy.Rule rule : side.ingress() ? policy.ingress() : policy.egress()) {
            number++;
            Match match = ports.any(rule.ports()).and(peers.any(rule.peers()));
            if (match.no()) {
                continue;
            }
            actions.add(rule.action());
            note(policy, rule, number);
            Reason doubt = match.doubt();
            if (doubt == null) {
                return true;
            }
            told(
                    doubts,
                    new Reason(
                            doubt.code(),
                            doubt.direction(),
                            id(policy),
                            named(policy, rule, number) + " may decide it: " + doubt.text()));
        }
        return false;
    }

    private void note(TierPolicy policy, TierPolicy.Rule rule, int number) {
        String traffic = Words.port(side.traffic()) + " " + side.peer();
        if (rule.action() == Action.ACCEPT) {
            told(
                    allows,
                    side.reason(
                            Reason.Code.RULE_ALLOWS, id(policy), named(policy, rule, number) + " accepts " + traffic));
        } else if (rule.action() == Action.DENY) {
            denier = denier == null ? policy : denier;
            told(
                    denials,
                    side.reason(
                            Reason.Code.RULE_DENIES, id(policy), named(policy, rule, number) + " denies " + traffic));
        }
    }

    private static void told(List<Reason> reasons, Reason reason) {
        if (reasons.size() < TOLD) {
            reasons.add(reason);
        }
    }

    private String named(TierPolicy policy, TierPolicy.Rule rule, int number) {
        return side.word() + " rule " + (rule.name().isEmpty() ? number : number + " (" + rule.name() + ")") + " of "
                + id(policy)
                + (policy.kind() == Kind.CLUSTER_NETWORK_POLICY
                        ? policy.tier() == TierPolicy.Tier.ADMIN ? ", tier Admin," : ", tier Baseline,"
                        : "");
    }

    static PolicyId id(TierPolicy policy) {
        return new PolicyId(policy.kind().word(), "", policy.name());
    }

    /** Whether what comes behind this tier may have to decide. */
    boolean onward() {
        return !decided || possible.contains(Action.PASS);
    }

    /** What this tier decides itself. */
    Ruling ruling() {
        return new Ruling(
                possible.contains(Action.ACCEPT),
                possible.contains(Action.DENY),
                allows,
                denials,
                doubts,
                notes,
                denier);
    }
}
