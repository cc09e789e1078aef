package io.kinglet.server.cli;

/** What others said, fit for a terminal: no control character reaches it. Stateless. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** In so many columns: cut at the end, or filled with spaces. */
    static String column(String text, int width) {
        String safe = of(text);
        return safe.length() > width
                ? safe.substring(0, Math.max(0, width - 2)) + ".."
                : safe + " ".repeat(width - safe.length());
    }

    /** The same, to the right. */
    static String right(String text, int width) {
        String safe = of(text);
        return " ".repeat(Math.max(0, width - safe.length())) + safe;
    }
}
