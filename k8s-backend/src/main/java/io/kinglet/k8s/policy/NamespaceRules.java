package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.policy.Reason.PolicyId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the NetworkPolicies that isolate a Pod make of the traffic: it is allowed when any rule of any of them matches, whatever their
 * order (API reference: NetworkPolicySpec). Immutable.
 *
 * @param isolating at least one
 */
record NamespaceRules(Side side, List<NetworkPolicy> isolating) {

    /** Of policies that deny, so many are told of one by one. */
    private static final int TOLD = 8;

    Ruling judge() {
        List<Reason> doubts = new ArrayList<>();
        for (NetworkPolicy policy : isolating) {
            PeerMatcher peers = new PeerMatcher(side, policy.namespace());
            PortMatcher ports = new PortMatcher(side);
            int number = 0;
            for (NetworkPolicy.Rule rule : rules(policy)) {
                number++;
                Match match = ports.any(rule.ports());
                if (!match.no()) {
                    match = match.and(peers.any(rule.peers()));
                }
                if (match.yes()) {
                    return Ruling.allowed(allows(policy, number)).noting(unread());
                }
                Reason doubt = match.doubt();
                if (doubt != null && doubts.size() < TOLD) {
                    doubts.add(about(doubt, policy, number));
                }
            }
        }
        List<Reason> notes = new ArrayList<>(unread());
        notes.addAll(unknownNames());
        return new Ruling(!doubts.isEmpty(), true, List.of(), denials(), doubts, notes, null);
    }

    private List<NetworkPolicy.Rule> rules(NetworkPolicy policy) {
        return side.ingress() ? policy.ingress() : policy.egress();
    }

    static PolicyId id(NetworkPolicy policy) {
        return new PolicyId("NetworkPolicy", policy.namespace(), policy.name());
    }

    private Reason allows(NetworkPolicy policy, int number) {
        return side.reason(
                Reason.Code.RULE_ALLOWS,
                id(policy),
                side.word() + " rule " + number + " of " + id(policy) + " allows " + Words.port(side.traffic()) + " "
                        + side.peer());
    }

    private static Reason about(Reason doubt, NetworkPolicy policy, int number) {
        return new Reason(
                doubt.code(),
                doubt.direction(),
                id(policy),
                "rule " + number + " of " + id(policy) + " may or may not be about it: " + doubt.text());
    }

    private List<Reason> denials() {
        List<Reason> denials = new ArrayList<>();
        int told = isolating.size() > TOLD + 1 ? TOLD : isolating.size();
        for (NetworkPolicy policy : isolating.subList(0, told)) {
            denials.add(side.reason(Reason.Code.NO_RULE_ALLOWS, id(policy), denial(policy)));
        }
        if (told < isolating.size()) {
            denials.add(side.reason(
                    Reason.Code.NO_RULE_ALLOWS,
                    (isolating.size() - told) + " more NetworkPolicies isolate "
                            + side.self().name() + " for " + side.word() + " and do not allow it either"));
        }
        return denials;
    }

    private String denial(NetworkPolicy policy) {
        List<NetworkPolicy.Rule> rules = rules(policy);
        String selects = id(policy) + " isolates " + side.self().name() + " for " + side.word();
        if (rules.isEmpty()) {
            return selects + " and has no " + side.word() + " rule, so it allows nothing";
        }
        String near = nearMiss(policy, rules);
        return selects + " and "
                + (rules.size() == 1 ? "its only " : "none of its " + rules.size() + " ")
                + side.word()
                + (rules.size() == 1 ? " rule does not allow " : " rules allows ")
                + Words.port(side.traffic()) + " " + side.peer()
                + (near == null ? "" : ": " + near);
    }

    /** What is nearest to allowing it: a rule with the right peer and the wrong port teaches most. */
    private @Nullable String nearMiss(NetworkPolicy policy, List<NetworkPolicy.Rule> rules) {
        PeerMatcher peers = new PeerMatcher(side, policy.namespace());
        PortMatcher ports = new PortMatcher(side);
        String of = side.ingress() ? " from " : " to ";
        for (int i = 0; i < rules.size(); i++) {
            if (peers.any(rules.get(i).peers()).yes()) {
                return "rule " + (i + 1) + " has the peer and another port, "
                        + Words.ports(rules.get(i).ports());
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            if (ports.any(rules.get(i).ports()).yes()) {
                return "rule " + (i + 1) + " has the port and is about traffic" + of
                        + Words.peers(rules.get(i).peers(), policy.namespace());
            }
        }
        return null;
    }

    /** Parts of the policies that cannot be read, and so match nothing. */
    private List<Reason> unread() {
        return isolating.stream()
                .filter(policy -> !policy.flaws().isEmpty())
                .limit(TOLD)
                .map(policy -> side.reason(
                        Reason.Code.FLAWED_POLICY, id(policy), id(policy) + ": " + Words.some(policy.flaws(), 3)))
                .toList();
    }

    /** Names of ports that nothing at the destination has: they match nothing, which is seldom meant. */
    private List<Reason> unknownNames() {
        List<Reason> unknown = new ArrayList<>();
        PortMatcher ports = new PortMatcher(side);
        for (NetworkPolicy policy : isolating) {
            PeerMatcher peers = new PeerMatcher(side, policy.namespace());
            for (NetworkPolicy.Rule rule : rules(policy)) {
                List<PolicyPort> names = ports.unknownNames(rule.ports());
                if (!names.isEmpty()
                        && unknown.size() < TOLD
                        && !peers.any(rule.peers()).no()) {
                    unknown.add(side.reason(
                            Reason.Code.FLAWED_POLICY,
                            id(policy),
                            id(policy) + " names the port " + Words.ports(names) + ", which no container of "
                                    + side.destination().name() + " has: it matches nothing there"));
                }
            }
        }
        return unknown;
    }
}
