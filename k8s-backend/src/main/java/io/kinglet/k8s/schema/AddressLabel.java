package io.kinglet.k8s.schema;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Labels made of an address: {@code 10-1-2-3}, {@code fd00-1--9}. They name Pods, and endpoints without a hostname. Stateless.
 *
 * <p>A label that would end in {@code -} gets a {@code 0} behind it, as the peer writes it ({@code fd00:1::} is {@code
 * fd00-1--0}).
 */
public final class AddressLabel {

    private static final int MOST_OCTETS = 39;

    private AddressLabel() {}

    /** The IPv4 address a label spells, as an unsigned number; -1 when it spells none. Allocates nothing. */
    public static long v4(byte[] lower, int offset, int length) {
        if (length < 7 || length > 15) {
            return -1;
        }
        long bits = 0;
        int octet = -1;
        int dashes = 0;
        for (int i = offset; i < offset + length; i++) {
            int c = lower[i];
            if (c == '-') {
                if (octet < 0 || ++dashes > 3) {
                    return -1;
                }
                bits = bits << 8 | octet;
                octet = -1;
            } else if (c >= '0' && c <= '9' && octet != 0) {
                octet = (octet < 0 ? 0 : octet * 10) + (c - '0');
                if (octet > 255) {
                    return -1;
                }
            } else {
                return -1;
            }
        }
        return dashes == 3 && octet >= 0 ? bits << 8 | octet : -1;
    }

    /** The IPv6 address a label spells in any textual form; null when it spells none. */
    public static @Nullable IpAddress v6(byte[] lower, int offset, int length) {
        if (length > MOST_OCTETS || !looksLikeV6(lower, offset, length)) {
            return null;
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = offset; i < offset + length; i++) {
            text.append(lower[i] == '-' ? ':' : (char) lower[i]);
        }
        return IpAddress.parse(text);
    }

    /** Names that are no address are the many; they are told apart without allocation. */
    private static boolean looksLikeV6(byte[] lower, int offset, int length) {
        int dashes = 0;
        for (int i = offset; i < offset + length; i++) {
            int c = lower[i];
            if (c == '-') {
                dashes++;
            } else if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return dashes >= 2;
    }

    /** The label of an address, its length octet in front. */
    public static byte[] of(IpAddress address) {
        String text = address.toString().replace('.', '-').replace(':', '-');
        if (text.endsWith("-")) {
            text += "0";
        }
        byte[] label = new byte[text.length() + 1];
        label[0] = (byte) text.length();
        for (int i = 0; i < text.length(); i++) {
            label[i + 1] = (byte) text.charAt(i);
        }
        return label;
    }

    /** Writes the same label. Allocates nothing. */
    static void write(boolean v6, long high, long low, MessageWriter out) {
        int start = out.position();
        out.u8(0);
        if (v6) {
            groups(high, low, out);
        } else {
            for (int shift = 24; shift >= 0; shift -= 8) {
                decimal((int) (low >>> shift) & 255, out);
                if (shift > 0) {
                    out.u8('-');
                }
            }
        }
        if (!out.overflowed()) {
            out.octets()[start] = (byte) (out.position() - start - 1);
        }
    }

    private static void decimal(int octet, MessageWriter out) {
        if (octet >= 100) {
            out.u8('0' + octet / 100);
        }
        if (octet >= 10) {
            out.u8('0' + octet / 10 % 10);
        }
        out.u8('0' + octet % 10);
    }

    /** RFC 5952 section 4: no leading zeros, the first of the longest runs of zero groups left out. */
    private static void groups(long high, long low, MessageWriter out) {
        int gap = -1;
        int longest = 1;
        for (int g = 0; g < 8; g++) {
            int run = 0;
            while (g + run < 8 && group(high, low, g + run) == 0) {
                run++;
            }
            if (run > longest) {
                longest = run;
                gap = g;
            }
            g += Math.max(0, run - 1);
        }
        for (int g = 0; g < 8; g++) {
            if (g == gap) {
                out.u8('-');
                out.u8('-');
                g += longest - 1;
            } else {
                if (g > 0 && g != gap + longest) {
                    out.u8('-');
                }
                hexadecimal(group(high, low, g), out);
            }
        }
        if (gap >= 0 && gap + longest == 8) {
            out.u8('0');
        }
    }

    private static void hexadecimal(int group, MessageWriter out) {
        boolean begun = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = group >>> shift & 15;
            begun |= digit > 0 || shift == 0;
            if (begun) {
                out.u8(digit < 10 ? '0' + digit : 'a' + digit - 10);
            }
        }
    }

    private static int group(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
    }
}
