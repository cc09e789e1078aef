package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Outcome;

/** What pictures have in common. Stateless. */
final class Markup {

    private Markup() {}

    /** Fit for the content and the quoted attributes of XML and HTML; control characters become {@code ?}. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n' -> safe.append("&#10;");
                default -> safe.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
            }
        }
        return safe.toString();
    }

    /** One letter, the name of the class of a cell. */
    static String letter(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> "a";
            case PARTLY -> "p";
            case DENIED -> "d";
            case UNKNOWN -> "u";
            case NOBODY -> "n";
        };
    }

    /** Colours that people with any sight tell apart (Okabe and Ito, Color Universal Design); signs say the same again. */
    static String colour(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> "#009e73";
            case PARTLY -> "#f0e442";
            case DENIED -> "#d55e00";
            case UNKNOWN -> "#56b4e9";
            case NOBODY -> "#e8e8e8";
        };
    }

    /** A sign in a square of ten by ten, as a path. */
    static String sign(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, NOBODY -> "";
            case PARTLY -> "M1 9L9 1";
            case DENIED -> "M2 2L8 8M8 2L2 8";
            case UNKNOWN -> "M5 2v4M5 7.5v1";
        };
    }
}
