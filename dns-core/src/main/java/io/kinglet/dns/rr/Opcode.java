package io.kinglet.dns.rr;

import java.util.Map;

/** Numbers of opcodes (RFC 1035 section 4.1.1). */
public final class Opcode {

    /** RFC 1035. */
    public static final int QUERY = 0;

    /** RFC 3425: obsolete. */
    public static final int IQUERY = 1;

    /** RFC 1035. */
    public static final int STATUS = 2;

    /** RFC 1996. */
    public static final int NOTIFY = 4;

    /** RFC 2136. */
    public static final int UPDATE = 5;

    /** RFC 8490. */
    public static final int DSO = 6;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(QUERY, "QUERY"),
            Map.entry(IQUERY, "IQUERY"),
            Map.entry(STATUS, "STATUS"),
            Map.entry(NOTIFY, "NOTIFY"),
            Map.entry(UPDATE, "UPDATE"),
            Map.entry(DSO, "DSO"));

    private Opcode() {}

    /** The name, or {@code OPCODEN} for a number without one here. */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "OPCODE" + number;
    }
}
