package io.kinglet.server.corefile;

import io.kinglet.dns.name.IpAddress;
import java.net.IDN;
import java.util.List;

/** Zones as a Corefile writes them: presentation format (RFC 1035 section 5.1) or a CIDR. Stateless. */
final class ZoneName {
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;
    private static final String UNUSUAL = " \"(){};@$";

    private ZoneName() {}

    /** One zone, or those that together hold the reverse names of a CIDR. */
    static List<String> expand(Position position, String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return List.of(canonical(position, text));
        }
        String prefix = text.substring(slash + 1);
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        if (address == null) {
            // RFC 2317 puts slashes into names, so only what can be no name of a zone is taken for a broken CIDR.
            if (text.matches("([0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)/[0-9]{0,3}")) {
                throw new CorefileException(
                        position,
                        "found " + Words.quote(text) + "; a CIDR is a whole address and a prefix length, such as "
                                + "`10.0.0.0/24` or `2001:db8::/32`");
            }
            return List.of(canonical(position, text));
        }
        int most = address.size() * 8;
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > most) {
            throw new CorefileException(
                    position,
                    "found the prefix length " + Words.quote(prefix) + " in " + Words.quote(text)
                            + "; it is a number of 0 to " + most);
        }
        return ReverseZones.of(address, Integer.parseInt(prefix));
    }

    /** Lower case, with a dot at the end; checked against RFC 1035 section 2.3.4. */
    static String canonical(Position position, String text) {
        if (text.equals(".")) {
            return text;
        }
        int label = 0;
        int total = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    throw new CorefileException(position, "the zone " + Words.quote(text) + " has an empty label");
                }
                total += label + 1;
                label = 0;
                continue;
            }
            if (c == '\\') {
                i += escaped(position, text, i);
            } else {
                checkCharacter(position, text, c);
            }
            if (++label > MAX_LABEL) {
                throw new CorefileException(
                        position,
                        "a label of the zone " + Words.quote(text) + " is longer than " + MAX_LABEL + " octets");
            }
        }
        total += label == 0 ? 0 : label + 1;
        if (total > MAX_NAME || text.isEmpty()) {
            throw new CorefileException(
                    position,
                    text.isEmpty()
                            ? "found an empty word where a zone is expected"
                            : "the zone " + Words.quote(text) + " is longer than " + MAX_NAME + " octets");
        }
        return lowerCase(label == 0 ? text : text + ".");
    }

    /** How many characters belong to the escape after its backslash: one, or three digits. */
    private static int escaped(Position position, String text, int backslash) {
        int left = text.length() - backslash - 1;
        if (left >= 1 && !isDigit(text.charAt(backslash + 1))) {
            return 1;
        }
        if (left >= 3
                && text.substring(backslash + 1, backslash + 4).chars().allMatch(c -> isDigit((char) c))
                && Integer.parseInt(text.substring(backslash + 1, backslash + 4)) <= 255) {
            return 3;
        }
        throw new CorefileException(
                position,
                "the zone " + Words.quote(text)
                        + " has a broken escape; a `\\` is followed by three digits of 000 to 255 "
                        + "or by another character");
    }

    private static void checkCharacter(Position position, String text, char c) {
        if (c > '~') {
            throw new CorefileException(
                    position, "the zone " + Words.quote(text) + " is not in ASCII; write its A-labels" + aLabels(text));
        }
        if (c < ' ' || UNUSUAL.indexOf(c) >= 0) {
            throw new CorefileException(
                    position, "found " + Words.quote(String.valueOf(c)) + " in the zone " + Words.quote(text));
        }
    }

    private static String aLabels(String text) {
        try {
            return ": " + Words.quote(IDN.toASCII(text));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
