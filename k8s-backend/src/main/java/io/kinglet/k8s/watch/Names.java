package io.kinglet.k8s.watch;

/**
 * The names Kubernetes gives to objects (RFC 1123 as its API conventions use it), checked again since a name that is no label
 * would break the owner names made from it. Upper case is let through: DNS ignores case. Stateless.
 */
final class Names {

    private Names() {}

    /** Notes a defect unless {@code value} can be one label: 1 to 63 letters, digits, '-' and '_'. */
    static void checkLabel(String field, String value, Cursor cursor) {
        if (!isLabel(value)) {
            cursor.defect(field + " is no DNS label: " + shown(value));
        }
    }

    /** Notes a defect unless {@code value} can be labels joined by dots: 1 to 253 letters, digits, '-', '_' and '.'. */
    static void checkSubdomain(String field, String value, Cursor cursor) {
        if (value.isEmpty() || value.length() > 253 || !plain(value, true)) {
            cursor.defect(field + " is no DNS name: " + shown(value));
        }
    }

    static boolean isLabel(String value) {
        return !value.isEmpty() && value.length() <= 63 && plain(value, false);
    }

    private static boolean plain(String value, boolean dots) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean good = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!good && !(dots && c == '.')) {
                return false;
            }
        }
        return true;
    }

    /** The value quoted for a log line: cut to 80 characters, and without any that could forge a line. */
    static String shown(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(value.length(), 80); i++) {
            char c = value.charAt(i);
            text.append(c >= ' ' && c < 127 ? c : '?');
        }
        return text.append(value.length() > 80 ? "...\"" : "\"").toString();
    }
}
