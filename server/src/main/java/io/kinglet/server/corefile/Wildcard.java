package io.kinglet.server.corefile;

/** File name patterns: {@code *} is any run of characters, {@code ?} is one; neither crosses a path separator. */
final class Wildcard {
    private Wildcard() {}

    /** Whether the text holds a character that makes it a pattern. */
    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether a file name matches a pattern with at most one {@code *}. */
    static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.length() == name.length() && matchesAt(pattern, name, 0);
        }
        String suffix = pattern.substring(star + 1);
        return name.length() >= star + suffix.length()
                && matchesAt(pattern.substring(0, star), name, 0)
                && matchesAt(suffix, name, name.length() - suffix.length());
    }

    private static boolean matchesAt(String pattern, String name, int offset) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '?' && pattern.charAt(i) != name.charAt(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
