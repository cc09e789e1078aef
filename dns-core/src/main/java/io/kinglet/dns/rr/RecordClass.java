package io.kinglet.dns.rr;

import java.util.Map;

/** Numbers of classes (RFC 1035 section 3.2.4). */
public final class RecordClass {

    /** The Internet, the only class served. */
    public static final int IN = 1;

    /** CSNET, obsolete. */
    public static final int CS = 2;

    /** Chaos. */
    public static final int CH = 3;

    /** Hesiod. */
    public static final int HS = 4;

    /** RFC 2136. */
    public static final int NONE = 254;

    /** RFC 1035. */
    public static final int ANY = 255;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(IN, "IN"),
            Map.entry(CS, "CS"),
            Map.entry(CH, "CH"),
            Map.entry(HS, "HS"),
            Map.entry(NONE, "NONE"),
            Map.entry(ANY, "ANY"));

    private RecordClass() {}

    /** The name, or {@code CLASSN} for a number without one here (RFC 3597 section 5). */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "CLASS" + number;
    }

    /** The number of a class written by name, in any case; -1 for anything else. */
    public static int parse(String text) {
        for (Map.Entry<Integer, String> entry : NAMES.entrySet()) {
            if (entry.getValue().equalsIgnoreCase(text)) {
                return entry.getKey();
            }
        }
        return -1;
    }
}
