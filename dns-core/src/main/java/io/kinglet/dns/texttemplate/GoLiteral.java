package io.kinglet.dns.texttemplate;

/**
 * A text or a character as Go writes them.
 *
 * @param end the offset behind it
 */
record GoLiteral(String value, int end) {

    private static final String LETTERS = "abfnrtv\\\"'";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\\"'";

    /**
     * @param start at the opening quote, which may be {@code "}, a backquote or {@code '}
     */
    static GoLiteral read(String text, int start) {
        char quote = text.charAt(start);
        StringBuilder value = new StringBuilder();
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\n' && quote != '`') {
                break;
            }
            if (c == '\\' && quote != '`' && at < text.length()) {
                at = escape(text, at, value);
            } else {
                value.append(c);
            }
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw new TemplateException(start, "the text is not closed; write `" + quote + "` at its end");
        }
        if (quote == '\'' && value.codePointCount(0, value.length()) != 1) {
            throw new TemplateException(start, "single quotes hold one character; a text stands in double quotes");
        }
        return new GoLiteral(value.toString(), at + 1);
    }

    private static int escape(String text, int at, StringBuilder value) {
        char c = text.charAt(at);
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            value.append(MEANT.charAt(letter));
            return at + 1;
        }
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 3;
        };
        int base = c == 'x' || c == 'u' || c == 'U' ? 16 : 8;
        int first = base == 16 ? at + 1 : at;
        try {
            int code = Integer.parseInt(text, first, first + digits, base);
            value.appendCodePoint(code);
            return first + digits;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TemplateException(at - 1, "found `\\" + c + "`, which is no escape of Go's");
        }
    }
}
