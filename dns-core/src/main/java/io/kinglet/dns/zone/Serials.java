package io.kinglet.dns.zone;

/** Serial numbers of zones (RFC 1982). Stateless. */
public final class Serials {

    private Serials() {}

    /** Whether {@code one} comes after {@code other}; of two that are half the space apart neither does. */
    public static boolean isAfter(int one, int other) {
        int distance = one - other;
        return distance > 0;
    }
}
