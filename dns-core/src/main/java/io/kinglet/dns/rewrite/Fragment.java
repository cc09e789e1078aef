package io.kinglet.dns.rewrite;

/**
 * Part of a name, to be looked for in names in wire format without turning them into text. Immutable.
 *
 * <pre>
 *   text       w w w . a .         the length octet of a label stands where the text has the dot in front of it
 *   wire     3 w w w 1 a 0
 * </pre>
 */
final class Fragment {

    private final String dotted;
    private final byte[] octets;
    private final boolean[] dots;

    /**
     * @param dotted as {@link Dotted} has it; not empty
     */
    Fragment(String dotted) {
        this.dotted = dotted;
        octets = new byte[dotted.length()];
        dots = new boolean[dotted.length()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) dotted.charAt(i);
            dots[i] = dotted.charAt(i) == '.';
        }
    }

    String dotted() {
        return dotted;
    }

    boolean begins(byte[] lower, int length) {
        return length == 1 ? isRoot() : isAt(lower, length, 1);
    }

    boolean ends(byte[] lower, int length) {
        return length == 1 ? isRoot() : isAt(lower, length, length - octets.length);
    }

    boolean isIn(byte[] lower, int length) {
        if (length == 1) {
            return isRoot();
        }
        for (int at = 1; at + octets.length <= length; at++) {
            if (isAt(lower, length, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRoot() {
        return dotted.equals(".");
    }

    private boolean isAt(byte[] lower, int length, int at) {
        if (at < 1 || at + octets.length > length) {
            return false;
        }
        for (int i = octets.length - 1; i >= 0; i--) {
            if (!dots[i] && lower[at + i] != octets[i]) {
                return false;
            }
        }
        // A length octet may be that of a letter, so the labels decide; most names are told apart before that.
        int label = 0;
        while (label < at) {
            label += lower[label] + 1;
        }
        for (int i = 0; i < octets.length; i++) {
            boolean boundary = at + i == label;
            if (boundary != dots[i]) {
                return false;
            }
            label += boundary ? lower[label] + 1 : 0;
        }
        return true;
    }

    @Override
    public String toString() {
        return dotted;
    }
}
