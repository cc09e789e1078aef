package io.kinglet.dns.rr;

import java.util.Map;

/** Info codes of extended DNS errors (RFC 8914). */
public final class ExtendedError {

    /** No extended error. */
    public static final int NONE = -1;

    /** RFC 8914 section 4.1. */
    public static final int OTHER = 0;

    /** RFC 8914 section 4.4. */
    public static final int STALE_ANSWER = 3;

    /** RFC 8914 section 4.16. */
    public static final int BLOCKED = 15;

    /** RFC 8914 section 4.18. */
    public static final int FILTERED = 17;

    /** RFC 8914 section 4.19. */
    public static final int PROHIBITED = 18;

    /** RFC 8914 section 4.15. */
    public static final int NOT_READY = 14;

    /** RFC 8914 section 4.20. */
    public static final int STALE_NXDOMAIN = 19;

    /** RFC 8914 section 4.21. */
    public static final int NOT_AUTHORITATIVE = 20;

    /** RFC 8914 section 4.22. */
    public static final int NOT_SUPPORTED = 21;

    /** RFC 8914 section 4.23. */
    public static final int NO_REACHABLE_AUTHORITY = 22;

    /** RFC 8914 section 4.24. */
    public static final int NETWORK_ERROR = 23;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(NONE, "NONE"),
            Map.entry(OTHER, "OTHER"),
            Map.entry(STALE_ANSWER, "STALE_ANSWER"),
            Map.entry(BLOCKED, "BLOCKED"),
            Map.entry(FILTERED, "FILTERED"),
            Map.entry(PROHIBITED, "PROHIBITED"),
            Map.entry(NOT_READY, "NOT_READY"),
            Map.entry(STALE_NXDOMAIN, "STALE_NXDOMAIN"),
            Map.entry(NOT_AUTHORITATIVE, "NOT_AUTHORITATIVE"),
            Map.entry(NOT_SUPPORTED, "NOT_SUPPORTED"),
            Map.entry(NO_REACHABLE_AUTHORITY, "NO_REACHABLE_AUTHORITY"),
            Map.entry(NETWORK_ERROR, "NETWORK_ERROR"));

    private ExtendedError() {}

    /** The name, or {@code EDEN} for a number without one here. */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "EDE" + number;
    }
}
