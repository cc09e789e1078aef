package io.kinglet.conformance.rpl;

import java.util.List;

/**
 * What a section must hold, in any order within an RRset. Immutable.
 *
 * @param scope how {@code records} bind
 * @param least for {@link Scope#SUBSET}: how many of {@code records} must be there, at the least
 * @param most for {@link Scope#SUBSET}: how many may be
 */
public record SectionPattern(Scope scope, int least, int most, List<RecordPattern> records) {

    /** How the records of a pattern bind. */
    public enum Scope {
        /** Each once and no other. */
        EXACT,
        /** Some of them, each at most once, and no other. */
        SUBSET,
        /** Whatever is there. */
        ANY
    }

    /** Holds nothing. */
    public static final SectionPattern EMPTY = new SectionPattern(Scope.EXACT, 0, 0, List.of());

    /** Holds whatever is there. */
    public static final SectionPattern ANYTHING = new SectionPattern(Scope.ANY, 0, 0, List.of());

    public SectionPattern {
        records = List.copyOf(records);
    }
}
