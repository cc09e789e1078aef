package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * Names as text that can be cut and joined: a character for each octet, in lower case, and dots between labels. A dot within a label
 * is another character, so that nothing need be escaped. Stateless.
 */
final class Dotted {

    /** What is added to the octet of a dot that separates nothing. */
    private static final int WITHIN = 0x100;

    private Dotted() {}

    /** The name of {@code length} octets in wire format. */
    static String of(byte[] lower, int length) {
        if (length == 1) {
            return ".";
        }
        StringBuilder text = new StringBuilder(length);
        for (int label = 0; lower[label] != 0; label += lower[label] + 1) {
            for (int i = 1; i <= lower[label]; i++) {
                int octet = lower[label + i] & 0xff;
                text.append((char) (octet == '.' ? octet | WITHIN : octet));
            }
            text.append('.');
        }
        return text.toString();
    }

    /**
     * Part of a name in presentation format (RFC 1035 section 5.1).
     *
     * @throws IllegalArgumentException for a bad escape or a character that is no octet
     */
    static String parse(String text) {
        StringBuilder dotted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int octet = text.charAt(i);
            if (octet == '\\') {
                boolean decimal = text.substring(i + 1).matches("(?s)[0-9]{3}.*");
                if (i + 1 == text.length()) {
                    throw new IllegalArgumentException("it ends in a lone backslash");
                }
                octet = decimal ? Integer.parseInt(text.substring(i + 1, i + 4)) : text.charAt(i + 1);
                i += decimal ? 3 : 1;
                dotted.append((char) (octet == '.' ? octet | WITHIN : lower(octet)));
            } else {
                dotted.append((char) lower(octet));
            }
            if (octet > 0xff) {
                throw new IllegalArgumentException("it holds a character that is no single octet (write IDNs as xn--)");
            }
        }
        return dotted.toString();
    }

    private static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }

    /** The name that such a text is; null when it is none: an empty label, one over 63 octets, more than 255 in all, no dot at the end. */
    static @Nullable DomainName name(String dotted) {
        if (dotted.equals(".")) {
            return DomainName.ROOT;
        }
        if (dotted.length() >= DomainName.MAX_OCTETS || !dotted.endsWith(".")) {
            return null;
        }
        byte[] octets = new byte[dotted.length() + 1];
        int label = 0;
        for (int i = 0; i < dotted.length(); i++) {
            char c = dotted.charAt(i);
            if (c != '.') {
                octets[i + 1] = (byte) c;
                continue;
            }
            int size = i - label;
            if (size == 0 || size > DomainName.MAX_LABEL) {
                return null;
            }
            octets[label] = (byte) size;
            label = i + 1;
        }
        return DomainName.copyOf(octets, 0, octets.length);
    }
}
