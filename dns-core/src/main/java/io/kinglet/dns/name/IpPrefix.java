package io.kinglet.dns.name;

import org.jspecify.annotations.Nullable;

/**
 * The addresses that begin alike (RFC 4632 section 3.1, RFC 4291 section 2.3). Immutable; bits behind the prefix are zero.
 *
 * @param bits how many bits they share, 0 to 32 or 128
 */
public record IpPrefix(IpAddress address, int bits) {

    /** Every IPv4 address. */
    public static final IpPrefix ALL_V4 = new IpPrefix(IpAddress.v4(0), 0);

    /** Every IPv6 address. */
    public static final IpPrefix ALL_V6 = new IpPrefix(IpAddress.v6(0, 0), 0);

    /** Clears the bits behind the prefix. */
    public IpPrefix {
        if (bits < 0 || bits > address.size() * 8) {
            throw new IllegalArgumentException("a prefix of " + address + " has 0 to " + address.size() * 8 + " bits");
        }
        address = address.v6()
                ? IpAddress.v6(address.high() & mask(bits, 64), address.low() & mask(bits - 64, 64))
                : IpAddress.v4((int) (address.low() & mask(bits, 32)));
    }

    /** {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address; null for any other text. */
    public static @Nullable IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int most = address.size() * 8;
        if (slash < 0) {
            return new IpPrefix(address, most);
        }
        String bits = text.substring(slash + 1);
        return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most
                ? new IpPrefix(address, Integer.parseInt(bits))
                : null;
    }

    /** The highest address that begins so. */
    public IpAddress last() {
        return address.v6()
                ? IpAddress.v6(address.high() | ~mask(bits, 64), address.low() | ~mask(bits - 64, 64))
                : IpAddress.v4((int) (address.low() | ~mask(bits, 32)));
    }

    public boolean contains(IpAddress other) {
        if (other.v6() != address.v6()) {
            return false;
        }
        return address.v6()
                ? (other.high() & mask(bits, 64)) == address.high()
                        && (other.low() & mask(bits - 64, 64)) == address.low()
                : (other.low() & mask(bits, 32)) == address.low();
    }

    /** The first {@code bits} of the low {@code width} bits. */
    private static long mask(int bits, int width) {
        int zeros = width - Math.max(0, Math.min(bits, width));
        return zeros == 64 ? 0 : -1L << zeros;
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }
}
