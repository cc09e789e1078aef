package io.kinglet.conformance.rpl;

import java.util.Set;

/**
 * What a reply must be. Immutable.
 *
 * @param rcode mnemonic; {@link #SILENCE} when no reply may come; {@link #WHATEVER} when nothing is asked of it
 * @param flags those of {@code aa tc ra ad} that must be set; the others must not
 * @param headerOnly nothing but a header
 * @param edns the size the OPT record must state; {@link #ANY_EDNS} for any; {@link #MIRRORED_EDNS} for an OPT record exactly
 *     when the query had one
 */
public record Expected(
        String rcode,
        Set<String> flags,
        boolean headerOnly,
        int edns,
        SectionPattern answer,
        SectionPattern authority,
        SectionPattern additional) {

    public static final String SILENCE = "SILENCE";
    public static final String WHATEVER = "*";
    public static final int MIRRORED_EDNS = -1;
    public static final int ANY_EDNS = -2;

    /** Nothing is asked of the reply; there may be none. */
    public static final Expected ANYTHING = new Expected(
            WHATEVER,
            Set.of(),
            false,
            ANY_EDNS,
            SectionPattern.ANYTHING,
            SectionPattern.ANYTHING,
            SectionPattern.ANYTHING);

    public Expected {
        flags = Set.copyOf(flags);
    }

    /** Whether every reply will do, and none. */
    public boolean anything() {
        return rcode.equals(WHATEVER);
    }

    /** Whether the server must not reply. */
    public boolean silence() {
        return rcode.equals(SILENCE);
    }
}
