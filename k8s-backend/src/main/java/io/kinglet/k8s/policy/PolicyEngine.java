package io.kinglet.k8s.policy;

import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.Verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges traffic by the policies of one state of the cluster. Make one for each {@link ClusterNetwork} and keep it: which policies
 * select which Pods is found when it is first asked for. Any thread; no lock is held while judging.
 */
public final class PolicyEngine implements PolicyJudge {

    private final ClusterNetwork network;
    private final PolicySettings settings;
    private final SideJudge judge;
    private final Uncertainty uncertainty;
    private final @Nullable OpeningWriter openings;

    public PolicyEngine(ClusterNetwork network, PolicySettings settings) {
        this(network, settings, new OpeningWriter(network));
    }

    private PolicyEngine(ClusterNetwork network, PolicySettings settings, @Nullable OpeningWriter openings) {
        this.network = network;
        this.settings = settings;
        judge = new SideJudge(new Selections(network));
        uncertainty = new Uncertainty(network, settings);
        this.openings = openings;
    }

    /** One for those who want outcomes alone: what is denied comes without what would open it, which takes most of the time. */
    public static PolicyEngine ofOutcomes(ClusterNetwork network, PolicySettings settings) {
        return new PolicyEngine(network, settings, null);
    }

    @Override
    public Verdict judge(Traffic traffic) {
        Party from = Party.of(traffic.from(), network);
        Party to = Party.of(traffic.to(), network);
        if (from.is(to)) {
            return Verdict.of(
                    Outcome.ALLOWED,
                    new Reason(
                            Reason.Code.SAME_POD,
                            null,
                            null,
                            "both ends are " + from.name()
                                    + ": its containers share localhost, and no Pod can be shut off from itself"));
        }
        Side leaving = Side.egress(from, to, traffic);
        Side arriving = Side.ingress(from, to, traffic);
        Ruling egress = uncertainty.over(leaving, judge.judge(leaving));
        Ruling ingress = uncertainty.over(arriving, judge.judge(arriving));
        return enforced(combined(leaving, egress, arriving, ingress));
    }

    /**
     * Both sides must let the traffic through (concepts page: isolation). So one side that surely shuts it out decides, however
     * unsure the other is; and it is only allowed where neither may deny.
     */
    private Verdict combined(Side leaving, Ruling egress, Side arriving, Ruling ingress) {
        if (egress.shut() || ingress.shut()) {
            Set<Reason> reasons = new LinkedHashSet<>();
            denials(egress, reasons);
            denials(ingress, reasons);
            reasons.addAll(egress.notes());
            reasons.addAll(ingress.notes());
            open(egress, reasons);
            open(ingress, reasons);
            return new Verdict(
                    Outcome.DENIED,
                    List.copyOf(reasons),
                    openings == null ? null : openings.opening(leaving, egress, arriving, ingress));
        }
        if (egress.open() && ingress.open()) {
            Set<Reason> reasons = new LinkedHashSet<>(egress.allows());
            reasons.addAll(ingress.allows());
            reasons.addAll(egress.notes());
            reasons.addAll(ingress.notes());
            return new Verdict(Outcome.ALLOWED, List.copyOf(reasons), null);
        }
        Set<Reason> reasons = new LinkedHashSet<>();
        doubts(egress, reasons);
        doubts(ingress, reasons);
        unsure(egress, reasons);
        unsure(ingress, reasons);
        reasons.addAll(egress.notes());
        reasons.addAll(ingress.notes());
        return new Verdict(Outcome.UNKNOWN, List.copyOf(reasons), null);
    }

    private static void denials(Ruling ruling, Set<Reason> reasons) {
        if (ruling.shut()) {
            reasons.addAll(ruling.denials());
        }
    }

    private static void open(Ruling ruling, Set<Reason> reasons) {
        if (ruling.open()) {
            reasons.addAll(ruling.allows());
        }
    }

    private static void doubts(Ruling ruling, Set<Reason> reasons) {
        if (ruling.mayAllow() && ruling.mayDeny()) {
            reasons.addAll(ruling.doubts());
        }
    }

    private static void unsure(Ruling ruling, Set<Reason> reasons) {
        reasons.addAll(ruling.denials());
        reasons.addAll(ruling.allows());
    }

    /** Policies that nothing enforces have no effect (concepts page: prerequisites). */
    private Verdict enforced(Verdict verdict) {
        Enforcement enforcement = settings.enforcement();
        if (enforcement instanceof Enforcement.None && verdict.outcome() != Outcome.ALLOWED) {
            boolean others = verdict.outcome() == Outcome.UNKNOWN
                    && verdict.reasons().stream().anyMatch(reason -> reason.code() == Reason.Code.OTHER_ENGINE);
            return told(
                    others ? Outcome.UNKNOWN : Outcome.ALLOWED,
                    "nothing in this cluster enforces NetworkPolicies, so they have no effect",
                    verdict);
        }
        if (enforcement instanceof Enforcement.Unknown && verdict.outcome() == Outcome.DENIED) {
            return told(
                    Outcome.UNKNOWN,
                    "policies deny it, and no plugin that enforces them is known to run: without one they have no effect",
                    verdict);
        }
        return verdict;
    }

    private static Verdict told(Outcome outcome, String text, Verdict verdict) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason(Reason.Code.NOT_ENFORCED, null, null, text));
        reasons.addAll(verdict.reasons());
        return new Verdict(outcome, reasons, null);
    }
}
