package io.kinglet.server.corefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text to tokens. One use, one thread.
 *
 * <p>Words end at white space. A {@code "} at the start of a word opens a quoted one, which may span lines and in which
 * only {@code \"} is an escape; elsewhere it is a character. A {@code #} hides the rest of the line; inside a word it
 * hides the rest of that word alone, as in CoreDNS. Carriage returns outside quotes count for nothing.
 */
final class Lexer {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final Variables variables;
    private final Set<Warning> warnings;
    private final List<Lexeme> lexemes = new ArrayList<>();
    private int next;
    private int line = 1;
    private int column = 1;
    private int lineOfLast;
    private @Nullable Position hashInWord;

    Lexer(String file, String text, Variables variables, Set<Warning> warnings) {
        this.file = file;
        this.text = text;
        this.variables = variables;
        this.warnings = warnings;
    }

    List<Lexeme> lexemes() {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            next = 1;
        }
        StringBuilder word = new StringBuilder();
        Position start = here();
        boolean comment = false;
        while (next < text.length()) {
            Position place = word.isEmpty() ? here() : start;
            char c = take();
            if (isSpace(c)) {
                comment &= c != '\n' && (c == '\r' || word.isEmpty());
                if (c != '\r' && !word.isEmpty()) {
                    add(word, false, start);
                }
            } else if (comment || c == '#') {
                boolean first = hashInWord == null || hashInWord.line() != line;
                hashInWord = first && !comment && !word.isEmpty() ? start : hashInWord;
                comment = true;
            } else if (c == '"' && word.isEmpty()) {
                quoted(place);
            } else {
                start = place;
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            add(word, false, start);
        }
        Braces.check(lexemes);
        return List.copyOf(lexemes);
    }

    private void quoted(Position start) {
        StringBuilder word = new StringBuilder();
        while (next < text.length()) {
            char c = take();
            if (c == '"') {
                add(word, true, start);
                lineOfLast = line;
                return;
            }
            if (c == '\\' && next < text.length()) {
                // The character after a backslash never ends the word, even when that is a second backslash.
                char escaped = take();
                if (escaped != '"') {
                    word.append(c);
                }
                word.append(escaped);
            } else {
                word.append(c);
            }
        }
        throw new CorefileException(
                start,
                "this `\"` opens a quoted word that is never closed; it ends at the next `\"` without a `\\` before it");
    }

    private void add(StringBuilder word, boolean quoted, Position start) {
        String raw = word.toString();
        word.setLength(0);
        lexemes.add(
                new Lexeme(new Token(variables.expand(raw, start), quoted, start), raw, start.line() != lineOfLast));
        lineOfLast = start.line();
        Position hash = hashInWord;
        if (hash != null && !hash.equals(start)) {
            if (hash.line() == start.line()) {
                warnings.add(new Warning(
                        hash,
                        "a `#` inside a word hides the rest of that word only; write a space before a comment, and quotes "
                                + "around a word that holds a `#`"));
            }
            hashInWord = null;
        }
    }

    private char take() {
        char c = text.charAt(next++);
        if (c == '\n') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(c)) {
            column++;
        }
        return c;
    }

    private Position here() {
        return new Position(file, line, column);
    }

    /** The characters of the Unicode property White_Space, as in the language CoreDNS is written in. */
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
    }

    static @Nullable Lexeme after(List<Lexeme> lexemes, int index) {
        return index + 1 < lexemes.size() ? lexemes.get(index + 1) : null;
    }
}
