package io.kinglet.k8s.reach;

import io.kinglet.k8s.policy.Verdict;
import java.util.Collection;

/** What becomes of traffic, put together from its parts. */
public enum Outcome {
    /** All that is used is reached. */
    ALLOWED,
    /** Some of it is reached and some is not: the same dial succeeds now and fails then. */
    PARTLY,
    /** Policies let nothing through. */
    DENIED,
    /** Policies apart, nobody is there to take it: no endpoint, no such port, no way in. */
    NOBODY,
    /** It depends on what cannot be seen from here. */
    UNKNOWN;

    static Outcome of(Verdict.Outcome verdict) {
        return switch (verdict) {
            case ALLOWED -> ALLOWED;
            case DENIED -> DENIED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /**
     * Of the parts together: what all are; partly where one is reached and another is certainly not, whatever the unknown ones
     * are; denied where none is reached; unknown otherwise.
     */
    public static Outcome together(Collection<Outcome> parts) {
        boolean reached = parts.contains(ALLOWED);
        boolean refused = parts.contains(DENIED) || parts.contains(NOBODY);
        if (parts.contains(PARTLY) || (reached && refused)) {
            return PARTLY;
        }
        if (parts.contains(UNKNOWN)) {
            return UNKNOWN;
        }
        if (reached) {
            return ALLOWED;
        }
        return parts.contains(DENIED) ? DENIED : NOBODY;
    }
}
