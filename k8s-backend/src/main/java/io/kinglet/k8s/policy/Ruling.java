package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.TierPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies of one side make of the traffic: which ends are possible, and why. Immutable.
 *
 * @param mayAllow whether it can be that they allow it
 * @param mayDeny whether it can be that they deny it
 * @param allows why they may allow it
 * @param denials why they may deny it
 * @param doubts what decides between the two; of no interest while only one is possible
 * @param notes what is worth knowing, and decides nothing
 * @param denier the policy of the cluster that denies it; null when NetworkPolicies do, or nothing does
 */
record Ruling(
        boolean mayAllow,
        boolean mayDeny,
        List<Reason> allows,
        List<Reason> denials,
        List<Reason> doubts,
        List<Reason> notes,
        @Nullable TierPolicy denier) {

    static Ruling allowed(Reason reason) {
        return new Ruling(true, false, List.of(reason), List.of(), List.of(), List.of(), null);
    }

    /** Either of the two, as the doubts have it. */
    Ruling or(Ruling other) {
        return new Ruling(
                mayAllow || other.mayAllow,
                mayDeny || other.mayDeny,
                both(allows, other.allows),
                both(denials, other.denials),
                both(doubts, other.doubts),
                both(notes, other.notes),
                denier != null ? denier : other.denier);
    }

    Ruling doubting(List<Reason> more) {
        return new Ruling(mayAllow, mayDeny, allows, denials, both(doubts, more), notes, denier);
    }

    /** It could also be allowed. */
    Ruling orAllowed(Reason doubt) {
        return new Ruling(true, mayDeny, allows, denials, both(doubts, List.of(doubt)), notes, denier);
    }

    /** It could also be denied. */
    Ruling orDenied(Reason doubt) {
        return new Ruling(mayAllow, true, allows, denials, both(doubts, List.of(doubt)), notes, denier);
    }

    Ruling noting(List<Reason> more) {
        return new Ruling(mayAllow, mayDeny, allows, denials, doubts, both(notes, more), denier);
    }

    boolean open() {
        return !mayDeny;
    }

    boolean shut() {
        return !mayAllow;
    }

    private static List<Reason> both(List<Reason> first, List<Reason> second) {
        if (second.isEmpty()) {
            return first;
        }
        if (first.isEmpty()) {
            return second;
        }
        LinkedHashSet<Reason> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return new ArrayList<>(all);
    }
}
