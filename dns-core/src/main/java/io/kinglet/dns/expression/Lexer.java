package io.kinglet.dns.expression;

import java.util.List;

/** Takes an expression apart into words. Confined to one parse. */
final class Lexer {

    /** What a word is. */
    enum Sort {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    /**
     * @param text a text without its quotes
     */
    record Word(Sort sort, String text, int at) {

        boolean is(String sign) {
            return (sort == Sort.SIGN || sort == Sort.NAME) && text.equals(sign);
        }

        /** For messages. */
        String shown() {
            return sort == Sort.END ? "the end" : sort == Sort.TEXT ? "'" + text + "'" : "`" + text + "`";
        }
    }

    private static final List<String> SIGNS = List.of(
            "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ",", "+", "-", "?", ":", "#", "{",
            "}");

    private final String text;
    private int at;
    private Word next;

    Lexer(String text) {
        this.text = text;
        next = read();
    }

    /** The next word, not taken. */
    Word peek() {
        return next;
    }

    /** Takes the next word. */
    Word take() {
        Word taken = next;
        next = read();
        return taken;
    }

    /**
     * Goes back.
     *
     * @param place the {@link Word#at()} of a word that was read before
     */
    void back(int place) {
        at = place;
        next = read();
    }

    /** Takes the next word if it is this one. */
    boolean skip(String sign) {
        boolean found = next.is(sign);
        if (found) {
            take();
        }
        return found;
    }

    /** Takes the next word, which must be this one. */
    void expect(String sign) {
        if (!skip(sign)) {
            throw new ExpressionException(next.at, "found " + next.shown() + " where `" + sign + "` is expected");
        }
    }

    private Word read() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            return new Word(Sort.END, "", at);
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return new Word(Sort.TEXT, quoted(c), start);
        }
        if (isWord(c)) {
            while (at < text.length() && (isWord(text.charAt(at)) || isDigit(text.charAt(at)))) {
                at++;
            }
            return new Word(Sort.NAME, text.substring(start, at), start);
        }
        if (isDigit(c)) {
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return new Word(Sort.NUMBER, text.substring(start, at), start);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Word(Sort.SIGN, sign, start);
            }
        }
        throw new ExpressionException(at, "found `" + c + "`, which means nothing here");
    }

    /** A text in quotes; those of the backquote have no escapes. */
    private String quoted(char quote) {
        int start = at;
        StringBuilder inner = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return inner.toString();
            }
            if (c == '\\' && quote != '`') {
                at++;
                inner.append(at < text.length() ? escaped(text.charAt(at)) : '\\');
            } else {
                inner.append(c);
            }
        }
        throw new ExpressionException(start, "the text that begins here has no closing " + quote);
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '\'', '"' -> c;
            default ->
                throw new ExpressionException(
                        at - 1, "found the escape `\\" + c + "`; a backslash in a text is written `\\\\`");
        };
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
