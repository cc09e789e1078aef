package io.kinglet.dns.name;

import org.jspecify.annotations.Nullable;

/** Names of addresses under {@code in-addr.arpa} and {@code ip6.arpa} (RFC 1035 section 3.5, RFC 3596 section 2.5). Stateless. */
public final class ReverseName {

    private static final byte[] V4_ZONE = DomainName.parse("in-addr.arpa.").canonicalOctets();
    private static final byte[] V6_ZONE = DomainName.parse("ip6.arpa.").canonicalOctets();
    private static final int OCTETS = 4;
    private static final int NIBBLES = 32;

    private ReverseName() {}

    /** What a reverse name stands for: an address, or the part of one that its labels spell. */
    public record Prefix(boolean v6, long high, long low, int bits) {

        /** Whether all of an address is spelled. */
        public boolean whole() {
            return bits == (v6 ? 128 : 32);
        }

        public IpAddress address() {
            return v6 ? IpAddress.v6(high, low) : IpAddress.v4((int) low);
        }
    }

    /** The name of an address. */
    public static DomainName of(IpAddress address) {
        StringBuilder text = new StringBuilder(74);
        byte[] octets = address.octets();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (address.v6()) {
                text.append(Character.forDigit(octet & 15, 16)).append('.');
                text.append(Character.forDigit(octet >> 4, 16)).append('.');
            } else {
                text.append(octet).append('.');
            }
        }
        return DomainName.parse(text + (address.v6() ? "ip6.arpa." : "in-addr.arpa."));
    }

    /**
     * The IPv4 address whose reverse name is {@code lower[0..length)}, as an unsigned number; -1 when the name is none or not a
     * whole one. Allocates nothing.
     *
     * @param lower a name in canonical wire format
     */
    public static long v4(byte[] lower, int length) {
        int labels = endsIn(lower, length, V4_ZONE) ? labels(lower, length - V4_ZONE.length) : -1;
        return labels == OCTETS ? v4Bits(lower, OCTETS) : -1;
    }

    /** What the name {@code lower[0..length)} spells; null when it is no reverse name. */
    public static @Nullable Prefix read(byte[] lower, int length) {
        if (endsIn(lower, length, V4_ZONE)) {
            int labels = labels(lower, length - V4_ZONE.length);
            long bits = labels < 0 || labels > OCTETS ? -1 : v4Bits(lower, labels);
            return bits < 0 ? null : new Prefix(false, 0, bits << 8 * (OCTETS - labels), 8 * labels);
        }
        if (endsIn(lower, length, V6_ZONE)) {
            int labels = labels(lower, length - V6_ZONE.length);
            return labels < 0 || labels > NIBBLES ? null : v6(lower, labels);
        }
        return null;
    }

    /** Octets of the labels in front of the zone, first label lowest; -1 when one is no octet. */
    private static long v4Bits(byte[] lower, int labels) {
        long bits = 0;
        int at = 0;
        for (int i = 0; i < labels; i++) {
            int size = lower[at];
            int octet = 0;
            if (size > 3 || size > 1 && lower[at + 1] == '0') {
                return -1;
            }
            for (int c = at + 1; c <= at + size; c++) {
                if (lower[c] < '0' || lower[c] > '9') {
                    return -1;
                }
                octet = octet * 10 + lower[c] - '0';
            }
            if (octet > 255) {
                return -1;
            }
            bits |= (long) octet << 8 * i;
            at += size + 1;
        }
        return bits;
    }

    private static @Nullable Prefix v6(byte[] lower, int labels) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < labels; i++) {
            int digit = lower[2 * i] == 1 ? Character.digit(lower[2 * i + 1], 16) : -1;
            if (digit < 0) {
                return null;
            }
            // The last label in front of the zone is the first nibble of the address.
            int nibble = labels - 1 - i;
            if (nibble < 16) {
                high |= (long) digit << 60 - 4 * nibble;
            } else {
                low |= (long) digit << 60 - 4 * (nibble - 16);
            }
        }
        return new Prefix(true, high, low, 4 * labels);
    }

    /** Labels that fill exactly the first {@code length} octets; -1 when a label crosses that mark. */
    private static int labels(byte[] lower, int length) {
        int count = 0;
        int at = 0;
        while (at < length) {
            at += lower[at] + 1;
            count++;
        }
        return at == length ? count : -1;
    }

    private static boolean endsIn(byte[] lower, int length, byte[] zone) {
        int skip = length - zone.length;
        return skip >= 0 && java.util.Arrays.equals(lower, skip, length, zone, 0, zone.length);
    }
}
