package io.kinglet.dns.name;

import java.util.Arrays;

/** Presentation format of names (RFC 1035 section 5.1, RFC 4343 section 2.1). Stateless. */
final class NameText {

    private static final String SPECIAL = ".\\\"();@$";

    private NameText() {}

    static byte[] parse(String text) {
        if (text.equals(".")) {
            return new byte[1];
        }
        byte[] octets = new byte[DomainName.MAX_OCTETS];
        int labelStart = 0;
        int end = 1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '.') {
                octets[labelStart] = closeLabel(text, labelStart, end);
                labelStart = end++;
                continue;
            }
            int octet = c;
            if (c == '\\') {
                octet = escaped(text, i);
                i += Character.digit(text.charAt(i), 10) >= 0 ? 3 : 1;
            }
            if (octet > 255) {
                throw new NameSyntaxException(
                        text, "it holds a character that is no single octet (write IDNs as xn--)");
            }
            if (end >= DomainName.MAX_OCTETS - 1) {
                throw new NameSyntaxException(text, "it has more than 255 octets");
            }
            octets[end++] = (byte) octet;
        }
        if (end > labelStart + 1) {
            octets[labelStart] = closeLabel(text, labelStart, end);
            end++;
        } else if (end == 1) {
            throw new NameSyntaxException(text, "it is empty (the root is written \".\")");
        }
        return Arrays.copyOf(octets, end);
    }

    private static byte closeLabel(String text, int start, int end) {
        int size = end - start - 1;
        if (size == 0) {
            throw new NameSyntaxException(text, "it has an empty label");
        }
        if (size > DomainName.MAX_LABEL) {
            throw new NameSyntaxException(text, "a label has more than 63 octets");
        }
        if (end >= DomainName.MAX_OCTETS) {
            throw new NameSyntaxException(text, "it has more than 255 octets");
        }
        return (byte) size;
    }

    private static int escaped(String text, int at) {
        if (at == text.length()) {
            throw new NameSyntaxException(text, "it ends in a lone backslash");
        }
        if (Character.digit(text.charAt(at), 10) < 0) {
            return text.charAt(at);
        }
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 10) : -1;
            if (digit < 0) {
                throw new NameSyntaxException(text, "an escape is \\DDD, three digits up to 255");
            }
            value = value * 10 + digit;
        }
        if (value > 255) {
            throw new NameSyntaxException(text, "an escape is \\DDD, three digits up to 255");
        }
        return value;
    }

    /** The name that starts at {@code offset}; it has no compression pointers. */
    static String format(byte[] octets, int offset) {
        if (octets[offset] == 0) {
            return ".";
        }
        StringBuilder text = new StringBuilder(64);
        int at = offset;
        while (octets[at] != 0) {
            int end = at + 1 + octets[at];
            for (int i = at + 1; i < end; i++) {
                int octet = octets[i] & 0xff;
                if (octet <= ' ' || octet >= 127) {
                    text.append('\\').append((char) ('0' + octet / 100));
                    text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
                } else {
                    if (SPECIAL.indexOf(octet) >= 0) {
                        text.append('\\');
                    }
                    text.append((char) octet);
                }
            }
            text.append('.');
            at = end;
        }
        return text.toString();
    }
}
