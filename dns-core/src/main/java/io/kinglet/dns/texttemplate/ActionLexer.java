package io.kinglet.dns.texttemplate;

/** Takes what stands between braces apart. Confined to one parse. */
final class ActionLexer {

    /** Sorts of words. */
    enum Sort {
        /** {@code .Name}; the text is the name. */
        FIELD,
        /** {@code $name}, {@code $}; the text is the name. */
        VARIABLE,
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    /**
     * @param spaced whether a blank stands before it
     */
    record Word(Sort sort, String text, int at, boolean spaced) {

        boolean is(String sign) {
            return (sort == Sort.SIGN || sort == Sort.NAME) && text.equals(sign);
        }

        /** For messages. */
        String shown() {
            return switch (sort) {
                case END -> "the end of the action";
                case FIELD -> "`." + text + "`";
                case VARIABLE -> "`$" + text + "`";
                case TEXT -> "a text";
                default -> "`" + text + "`";
            };
        }
    }

    private final String text;
    private int at;
    private Word next;

    /**
     * @param at behind the opening braces
     */
    ActionLexer(String text, int at) {
        this.text = text;
        this.at = at;
        next = read();
    }

    Word peek() {
        return next;
    }

    Word take() {
        Word word = next;
        if (word.sort() != Sort.END) {
            next = read();
        }
        return word;
    }

    boolean skip(String sign) {
        boolean found = next.is(sign);
        if (found) {
            take();
        }
        return found;
    }

    /** Takes the end of the action, which must be next. */
    void end() {
        if (next.sort() != Sort.END) {
            throw new TemplateException(next.at(), "found " + next.shown() + " where the action should end");
        }
    }

    private Word read() {
        int before = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean spaced = at > before;
        if (text.startsWith("}}", at) || spaced && text.startsWith("-}}", at)) {
            return new Word(Sort.END, "", at, spaced);
        }
        if (at == text.length()) {
            throw new TemplateException(before, "the action is not closed; write `}}`");
        }
        int start = at;
        char c = text.charAt(at);
        char behind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (c == '"' || c == '`' || c == '\'') {
            GoLiteral literal = GoLiteral.read(text, start);
            at = literal.end();
            return c == '\''
                    ? new Word(Sort.NUMBER, Long.toString(literal.value().codePointAt(0)), start, spaced)
                    : new Word(Sort.TEXT, literal.value(), start, spaced);
        }
        if (c == '.' && isLetter(behind)) {
            at++;
            return new Word(Sort.FIELD, name(), start, spaced);
        }
        if (c == '$') {
            at++;
            return new Word(Sort.VARIABLE, name(), start, spaced);
        }
        if (isLetter(c)) {
            return new Word(Sort.NAME, name(), start, spaced);
        }
        if (isDigit(c) || (c == '-' || c == '+' || c == '.') && isDigit(behind)) {
            return new Word(Sort.NUMBER, number(start), start, spaced);
        }
        at += text.startsWith(":=", at) ? 2 : 1;
        String sign = text.substring(start, at);
        if (!"|().,:==".contains(sign) || sign.equals(":")) {
            throw new TemplateException(start, "found `" + sign + "`, which means nothing in an action");
        }
        return new Word(Sort.SIGN, sign, start, spaced);
    }

    private String name() {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String number(int start) {
        at++;
        while (at < text.length()
                && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String written = text.substring(start, at);
        try {
            return Long.toString(Long.decode(written.replace("_", "").replaceFirst("(?i)^([+-]?)0o", "$10")));
        } catch (NumberFormatException e) {
            throw new TemplateException(start, "found `" + written + "`; numbers are whole, such as `16` or `0x10`");
        }
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
