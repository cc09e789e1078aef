package io.kinglet.k8s.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether traffic gets through, as far as can be told, and why.
 *
 * @param reasons at least one, the weightiest first
 * @param opening the smallest change that would let it through; null unless it is denied
 */
public record Verdict(
        Outcome outcome, List<Reason> reasons, @Nullable Opening opening) {

    /** What is known of the traffic. */
    public enum Outcome {
        ALLOWED,
        DENIED,
        /** It depends on what cannot be seen from here; the reasons say on what. */
        UNKNOWN
    }

    public Verdict {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a verdict has its reasons");
        }
    }

    public static Verdict of(Outcome outcome, Reason... reasons) {
        return new Verdict(outcome, List.of(reasons), null);
    }
}
