package io.kinglet.dns.rr;

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
}
