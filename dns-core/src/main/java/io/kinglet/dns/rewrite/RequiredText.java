package io.kinglet.dns.rewrite;

import io.kinglet.dns.pattern.TextPattern;
import org.jspecify.annotations.Nullable;

/**
 * The longest text that every match of a pattern holds, as far as that can be seen without much thought: characters outside of groups,
 * classes and repetitions. Confined to one call.
 */
final class RequiredText {

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final String CLASSES = "dDwWsSbBAz";

    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /** Null when there is none, or the pattern is of a kind that is not understood here. */
    static @Nullable Fragment of(TextPattern pattern) {
        String text = pattern.text();
        // Flags change what letters mean.
        if (text.replace("(?:", "").replace("(?P<", "").contains("(?")) {
            return null;
        }
        String found = new RequiredText(text).find();
        return found == null || found.isEmpty() ? null : new Fragment(found);
    }

    private @Nullable String find() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '|' -> {
                    return null;
                }
                case '(' -> {
                    close();
                    if (!skipGroup()) {
                        return null;
                    }
                }
                case '[' -> {
                    close();
                    skipClass();
                }
                case '\\' -> {
                    if (!escape()) {
                        return null;
                    }
                }
                case '*', '?' -> {
                    run.setLength(Math.max(0, run.length() - 1));
                    close();
                }
                case '{' -> {
                    return null;
                }
                case '+', '.', '^', '$' -> close();
                default -> add(c);
            }
        }
        close();
        return longest;
    }

    private void add(char c) {
        if (PLAIN.indexOf(c) >= 0) {
            run.append(c);
        } else {
            close();
        }
    }

    private void close() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    private boolean escape() {
        if (at == pattern.length()) {
            return false;
        }
        char c = pattern.charAt(at++);
        if (Character.isLetterOrDigit(c)) {
            close();
            return CLASSES.indexOf(c) >= 0;
        }
        add(c);
        return true;
    }

    private boolean skipGroup() {
        for (int depth = 1; at < pattern.length(); ) {
            switch (pattern.charAt(at++)) {
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return true;
                    }
                }
                case '[' -> skipClass();
                case '\\' -> {
                    if (at == pattern.length() || "QE".indexOf(pattern.charAt(at++)) >= 0) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private void skipClass() {
        int first = at < pattern.length() && pattern.charAt(at) == '^' ? at + 1 : at;
        int i = first;
        while (i < pattern.length() && (i == first || pattern.charAt(i) != ']')) {
            int posix = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            i = posix >= 0 ? posix + 2 : i + (pattern.charAt(i) == '\\' ? 2 : 1);
        }
        at = i + 1;
    }
}
