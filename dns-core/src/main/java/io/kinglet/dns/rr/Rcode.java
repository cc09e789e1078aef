package io.kinglet.dns.rr;

import java.util.Locale;
import java.util.Map;

/** Response codes, the extended ones included (RFC 1035 section 4.1.1, RFC 6891 section 6.1.3). */
public final class Rcode {

    /** RFC 1035. */
    public static final int NOERROR = 0;

    /** RFC 1035. */
    public static final int FORMERR = 1;

    /** RFC 1035. */
    public static final int SERVFAIL = 2;

    /** RFC 1035. */
    public static final int NXDOMAIN = 3;

    /** RFC 1035. */
    public static final int NOTIMP = 4;

    /** RFC 1035. */
    public static final int REFUSED = 5;

    /** RFC 2136. */
    public static final int YXDOMAIN = 6;

    /** RFC 2136. */
    public static final int YXRRSET = 7;

    /** RFC 2136. */
    public static final int NXRRSET = 8;

    /** RFC 2136. */
    public static final int NOTAUTH = 9;

    /** RFC 2136. */
    public static final int NOTZONE = 10;

    /** RFC 6891. */
    public static final int BADVERS = 16;

    /** Codes that are only known by name here (IANA DNS parameters); 16 has two. */
    private static final Map<String, Integer> OTHERS = Map.of(
            "DSOTYPENI", 11,
            "BADSIG", 16,
            "BADKEY", 17,
            "BADTIME", 18,
            "BADMODE", 19,
            "BADNAME", 20,
            "BADALG", 21,
            "BADTRUNC", 22,
            "BADCOOKIE", 23);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(NOERROR, "NOERROR"),
            Map.entry(FORMERR, "FORMERR"),
            Map.entry(SERVFAIL, "SERVFAIL"),
            Map.entry(NXDOMAIN, "NXDOMAIN"),
            Map.entry(NOTIMP, "NOTIMP"),
            Map.entry(REFUSED, "REFUSED"),
            Map.entry(YXDOMAIN, "YXDOMAIN"),
            Map.entry(YXRRSET, "YXRRSET"),
            Map.entry(NXRRSET, "NXRRSET"),
            Map.entry(NOTAUTH, "NOTAUTH"),
            Map.entry(NOTZONE, "NOTZONE"),
            Map.entry(BADVERS, "BADVERS"));

    private Rcode() {}

    /** The name, or {@code RCODEN} for a number without one here. */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "RCODE" + number;
    }

    /** The number of a response code written by name, in any case; -1 for anything else. */
    public static int parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (Map.Entry<Integer, String> entry : NAMES.entrySet()) {
            if (entry.getValue().equals(upper)) {
                return entry.getKey();
            }
        }
        return OTHERS.getOrDefault(upper, -1);
    }
}
