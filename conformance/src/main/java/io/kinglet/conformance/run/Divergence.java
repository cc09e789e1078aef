package io.kinglet.conformance.run;

import java.util.Set;

/**
 * One row of {@code divergences.md}: steps of a case where the two servers are known to differ. Immutable.
 *
 * @param id what the row is called, B1 and the like; several rows may share one
 * @param caseId the case
 * @param steps numbers of the steps
 * @param ours our reply, as {@link io.kinglet.conformance.match.ReplySummary} puts it, or what differs in it where that is the same
 *     for both; {@code *} for any
 * @param theirs the peer's
 * @param reason why ours is right
 * @param line the row's line in the file
 */
public record Divergence(
        String id, String caseId, Set<Integer> steps, String ours, String theirs, String reason, int line) {

    public Divergence {
        steps = Set.copyOf(steps);
    }

    /** Whether this row tells of such a difference at {@code step}. */
    boolean tells(int step, String oursGot, String theirsGot) {
        return steps.contains(step)
                && (ours.equals("*") || ours.equals(oursGot))
                && (theirs.equals("*") || theirs.equals(theirsGot));
    }
}
