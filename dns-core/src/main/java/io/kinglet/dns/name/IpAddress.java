package io.kinglet.dns.name;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as two longs. Immutable and comparable by value; an IPv4 address is never equal to its
 * IPv4-mapped IPv6 form.
 *
 * <p>Text is read strictly (RFC 4291 section 2.2, dotted quads without leading zeros) and written canonically (RFC 5952).
 * No method ever resolves a name.
 *
 * @param v6 whether this is an IPv6 address
 * @param high the first eight octets of an IPv6 address; 0 for IPv4
 * @param low the last eight octets of an IPv6 address; for IPv4 the four octets as an unsigned 32-bit number
 */
public record IpAddress(boolean v6, long high, long low) implements Comparable<IpAddress> {

    /** The IPv4 address whose four octets, first octet highest, are {@code bits}. */
    public static IpAddress v4(int bits) {
        return new IpAddress(false, 0, Integer.toUnsignedLong(bits));
    }

    /** The IPv6 address made of these sixteen octets, first octet highest. */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(true, high, low);
    }

    /** The address in {@code text}, without a zone index or prefix length; null when the text is no address. */
    public static @Nullable IpAddress parse(CharSequence text) {
        return IpText.parse(text);
    }

    /**
     * The address held in {@code length} octets from {@code offset}.
     *
     * @param length 4 or 16
     */
    public static IpAddress read(byte[] octets, int offset, int length) {
        return switch (length) {
            case 4 -> v4((int) big(octets, offset, 4));
            case 16 -> v6(big(octets, offset, 8), big(octets, offset + 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 octets, not " + length);
        };
    }

    /** Octets on the wire: 4 or 16. */
    public int size() {
        return v6 ? 16 : 4;
    }

    /** The four octets of an IPv4 address as an int; meaningless for IPv6. */
    public int v4Bits() {
        return (int) low;
    }

    /** Writes {@link #size()} octets at {@code offset}. */
    public void write(byte[] target, int offset) {
        if (v6) {
            for (int i = 0; i < 8; i++) {
                target[offset + i] = (byte) (high >>> (56 - 8 * i));
                target[offset + 8 + i] = (byte) (low >>> (56 - 8 * i));
            }
        } else {
            for (int i = 0; i < 4; i++) {
                target[offset + i] = (byte) (low >>> (24 - 8 * i));
            }
        }
    }

    /** The octets in network order, 4 or 16 of them. */
    public byte[] octets() {
        byte[] octets = new byte[size()];
        write(octets, 0);
        return octets;
    }

    @Override
    public int compareTo(IpAddress other) {
        if (v6 != other.v6) {
            return v6 ? 1 : -1;
        }
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /** Canonical text (RFC 5952). */
    @Override
    public String toString() {
        return IpText.format(this);
    }

    private static long big(byte[] octets, int offset, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | octets[offset + i] & 0xff;
        }
        return value;
    }
}
