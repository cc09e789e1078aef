package io.kinglet.server.corefile;

import java.util.List;

/** Finds braces that stick to a word, which would otherwise surface as puzzling errors far below. Stateless. */
final class Braces {
    private Braces() {}

    static void check(List<Lexeme> lexemes) {
        for (int i = 0; i < lexemes.size(); i++) {
            Lexeme lexeme = lexemes.get(i);
            if (!lexeme.token().quoted() && lexeme.raw().length() > 1) {
                Lexeme after = Lexer.after(lexemes, i);
                check(lexeme, after == null || after.startsLine());
            }
        }
    }

    private static void check(Lexeme lexeme, boolean endsLine) {
        String raw = lexeme.raw();
        String shown = Words.quote(raw);
        if (endsLine && raw.indexOf('{') == raw.length() - 1) {
            String word = raw.substring(0, raw.length() - 1);
            throw error(lexeme, "the `{` sticks to its word in " + shown + "; write " + Words.quote(word + " {"));
        }
        if (endsLine && raw.equals("{}")) {
            throw error(lexeme, "`{}` is read as one word; write `{`, and `}` on a line of its own, or leave both out");
        }
        if (lexeme.startsLine() && raw.charAt(0) == '}' && !raw.equals("}}")) {
            throw error(lexeme, "the `}` sticks to the next word in " + shown + "; put it on a line of its own");
        }
        boolean unclosed = raw.indexOf('}') < 0;
        if (unclosed && (raw.contains("{$") || raw.contains("{%"))) {
            throw error(lexeme, "the variable in " + shown + " is not closed; write `{$NAME}` or `{%NAME%}`");
        }
        if (unclosed && raw.charAt(0) == '{' && raw.charAt(1) != '{') {
            throw error(lexeme, "the `{` sticks to the next word in " + shown + "; begin a new line after it");
        }
    }

    private static CorefileException error(Lexeme lexeme, String problem) {
        return new CorefileException(lexeme.position(), problem);
    }
}
