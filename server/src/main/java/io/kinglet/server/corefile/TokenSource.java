package io.kinglet.server.corefile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the Corefile with those of imports in place of the import lines. Confined to one parse.
 *
 * <p>Imports form a stack of frames; a frame is left when the token after its last is asked for.
 */
final class TokenSource {
    /** Far above any real Corefile, far below what imports of imports could unfold to. */
    static final int MAX_TOKENS = 1_000_000;

    private Frame top;
    private int served;

    TokenSource(String name, List<Lexeme> lexemes) {
        top = new Frame(name, lexemes, null, null);
    }

    /** The next token, or null at the end of everything. */
    @Nullable
    Lexeme peek() {
        while (top.next == top.lexemes.size() && top.below != null) {
            top = top.below;
        }
        return top.next < top.lexemes.size() ? top.lexemes.get(top.next) : null;
    }

    /** Takes the token that {@link #peek} or {@link #sameLine} has shown. */
    Lexeme next() {
        Lexeme lexeme = top.lexemes.get(top.next++);
        if (++served > MAX_TOKENS) {
            throw new CorefileException(
                    lexeme.position(), "the Corefile and its imports have more than " + MAX_TOKENS + " words");
        }
        return lexeme;
    }

    /** The next token if it stands on the line of the one taken last, else null. */
    @Nullable
    Lexeme sameLine() {
        if (top.next == top.lexemes.size() || top.lexemes.get(top.next).startsLine()) {
            return null;
        }
        return top.lexemes.get(top.next);
    }

    /** What an import line stands in: pass it to {@link #push}. */
    Frame current() {
        return top;
    }

    /** Puts tokens before the rest; those of the last push come first. */
    void push(String name, List<Lexeme> lexemes, Frame importer) {
        top = new Frame(name, lexemes, top, importer);
    }

    /** The tokens of the file or snippet being read, also those already taken. */
    List<Lexeme> currentLexemes() {
        return top.lexemes;
    }

    /** Tokens of one source, and how far they are taken. */
    static final class Frame {
        private final String name;
        private final List<Lexeme> lexemes;
        private final @Nullable Frame below;
        private final @Nullable Frame importer;
        private int next;

        private Frame(String name, List<Lexeme> lexemes, @Nullable Frame below, @Nullable Frame importer) {
            this.name = name;
            this.lexemes = lexemes;
            this.below = below;
            this.importer = importer;
        }

        /** The chain of imports from a source of this name down to here, or null if it is not being imported. */
        @Nullable
        String chainFrom(String source) {
            StringBuilder chain = new StringBuilder();
            for (Frame frame = this; frame != null; frame = frame.importer) {
                chain.insert(0, frame.name + " -> ");
                if (frame.name.equals(source)) {
                    return chain.append(source).toString();
                }
            }
            return null;
        }
    }
}
