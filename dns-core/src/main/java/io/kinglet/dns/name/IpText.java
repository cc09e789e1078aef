package io.kinglet.dns.name;

import org.jspecify.annotations.Nullable;

/** Text of addresses: RFC 4291 section 2.2 in, RFC 5952 out. Stateless. */
final class IpText {

    private IpText() {}

    static @Nullable IpAddress parse(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ':') {
                return parseV6(text);
            }
        }
        long bits = parseV4(text, 0);
        return bits < 0 ? null : IpAddress.v4((int) bits);
    }

    /** The quad from {@code start} to the end of the text as 32 bits, or -1. */
    private static long parseV4(CharSequence text, int start) {
        long bits = 0;
        int octet = -1;
        int dots = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (octet < 0 || ++dots > 3) {
                    return -1;
                }
                bits = bits << 8 | octet;
                octet = -1;
            } else if (c >= '0' && c <= '9') {
                // A leading zero reads as octal elsewhere, so it is no address here.
                if (octet == 0) {
                    return -1;
                }
                octet = (octet < 0 ? 0 : octet * 10) + (c - '0');
                if (octet > 255) {
                    return -1;
                }
            } else {
                return -1;
            }
        }
        return dots == 3 && octet >= 0 ? bits << 8 | octet : -1;
    }

    private static @Nullable IpAddress parseV6(CharSequence text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int i = 0;
        int length = text.length();
        if (length >= 2 && text.charAt(0) == ':' && text.charAt(1) == ':') {
            gap = 0;
            i = 2;
        }
        while (i < length) {
            int start = i;
            int value = 0;
            while (i < length && Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128) {
                value = value << 4 | Character.digit(text.charAt(i), 16);
                i++;
                if (i - start > 4) {
                    return null;
                }
            }
            if (i < length && text.charAt(i) == '.') {
                long quad = parseV4(text, start);
                if (quad < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (quad >>> 16);
                groups[count++] = (int) (quad & 0xffff);
                i = length;
                break;
            }
            if (i == start || count == 8) {
                return null;
            }
            groups[count++] = value;
            if (i == length) {
                break;
            }
            if (text.charAt(i++) != ':' || i == length) {
                return null;
            }
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                i++;
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        return assemble(groups, count, gap < 0 ? count : gap);
    }

    private static IpAddress assemble(int[] groups, int count, int gap) {
        long[] halves = new long[2];
        for (int g = 0; g < 8; g++) {
            int from = g < gap ? g : g - (8 - count);
            long value = g < gap || from >= gap ? groups[from] : 0;
            halves[g / 4] = halves[g / 4] << 16 | value;
        }
        return IpAddress.v6(halves[0], halves[1]);
    }

    static String format(IpAddress address) {
        if (!address.v6()) {
            int bits = address.v4Bits();
            return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
        }
        int longest = 1;
        int gap = -1;
        for (int g = 0; g < 8; g++) {
            int run = 0;
            while (g + run < 8 && group(address, g + run) == 0) {
                run++;
            }
            if (run > longest) {
                longest = run;
                gap = g;
            }
            g += run > 0 ? run - 1 : 0;
        }
        StringBuilder text = new StringBuilder(39);
        for (int g = 0; g < 8; g++) {
            if (g == gap) {
                text.append("::");
                g += longest - 1;
                continue;
            }
            if (g > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, g)));
        }
        return text.toString();
    }

    private static int group(IpAddress address, int index) {
        long half = index < 4 ? address.high() : address.low();
        return (int) (half >>> (48 - 16 * (index & 3)) & 0xffff);
    }
}
