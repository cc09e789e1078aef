package io.kinglet.k8s.manifest;

import org.jspecify.annotations.Nullable;

/** The syntax of names in the Kubernetes API. Each rule gives null for a good name, otherwise what is accepted. */
final class NameRules {

    private NameRules() {}

    /** RFC 1123 label: Services, Namespaces, host names, port names. */
    static @Nullable String label(String text) {
        return isLabel(text)
                ? null
                : "write at most 63 lower-case letters, digits and '-', with a letter or digit first and last (RFC 1123)";
    }

    /** RFC 1123 subdomain: Pods, EndpointSlices, workloads. */
    static @Nullable String subdomain(String text) {
        boolean good = text.length() <= 253;
        for (String label : text.split("\\.", -1)) {
            // The API bounds the whole, not the label.
            good &= isLabelOf(text.length(), label);
        }
        return good
                ? null
                : "write at most 253 lower-case letters, digits, '-' and '.', with a letter or digit first and last (RFC 1123)";
    }

    /**
     * A name that can be asked for: RFC 1035 section 2.3.4 lengths, with the underscores and capitals that real targets have.
     */
    static @Nullable String domain(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        boolean good = name.length() <= 253;
        for (String label : name.split("\\.", -1)) {
            good &= !label.isEmpty() && label.length() <= 63;
            for (int i = 0; i < label.length(); i++) {
                char c = label.charAt(i);
                good &= c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' && i > 0);
            }
        }
        return good
                ? null
                : "write a domain name such as db.example.com: labels of 1 to 63 letters, digits, '-' and '_'";
    }

    private static boolean isLabel(String text) {
        return isLabelOf(63, text);
    }

    private static boolean isLabelOf(int longest, String text) {
        if (text.isEmpty() || text.length() > longest || text.startsWith("-") || text.endsWith("-")) {
            return false;
        }
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
