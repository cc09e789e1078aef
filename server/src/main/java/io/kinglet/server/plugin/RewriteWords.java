package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of one rule of {@code rewrite}, taken one after the other, wherever its lines end. Confined to one thread. */
final class RewriteWords {

    private final Position position;
    private final List<Token> words;
    private int next;

    private RewriteWords(Position position, List<Token> words) {
        this.position = position;
        this.words = words;
    }

    /** Those of the line and, where it opens braces after one word at most, those between them. */
    static RewriteWords of(DirectiveReader line) {
        List<Token> words = new ArrayList<>(line.rest());
        if (words.size() < 2) {
            for (DirectiveReader inner : line.body()) {
                words.add(new Token(inner.name(), false, inner.position()));
                words.addAll(inner.rest());
                inner.end();
            }
        }
        line.end();
        return new RewriteWords(line.position(), words);
    }

    int left() {
        return words.size() - next;
    }

    /** The next word, not taken; null when none is left. */
    @Nullable
    Token peek() {
        return left() == 0 ? null : words.get(next);
    }

    boolean nextIs(String word) {
        Token token = peek();
        return token != null && token.text().equals(word);
    }

    /** Whether the word after the next one is this, or there is none. */
    boolean nextButOneIs(String word) {
        return left() == 1 || left() > 1 && words.get(next + 1).text().equals(word);
    }

    boolean skip(String word) {
        boolean found = nextIs(word);
        next += found ? 1 : 0;
        return found;
    }

    /**
     * @param what it is, with its article
     */
    Token next(String what) {
        Token token = peek();
        if (token == null) {
            throw new CorefileException(position, "`rewrite` ends without " + what);
        }
        next++;
        return token;
    }

    /** The last word, taken away if it is this one. */
    boolean dropLast(String word) {
        boolean found = left() > 0 && words.get(words.size() - 1).text().equals(word);
        if (found) {
            words.remove(words.size() - 1);
        }
        return found;
    }

    /** Takes one of these words, which are in lower case, in any case. */
    String oneOf(String what, Collection<String> accepted) {
        Token token = next(what);
        String word = token.text().toLowerCase(Locale.ROOT);
        if (!accepted.contains(word)) {
            throw new CorefileException(
                    token.position(),
                    "found " + Words.quote(token.text()) + " for " + what + " of `rewrite`; accepted are "
                            + Words.list(accepted) + Words.didYouMean(token.text(), accepted));
        }
        return word;
    }

    /**
     * Checks that no word is left.
     *
     * @param rule which words it takes
     */
    void end(String rule) {
        Token extra = peek();
        if (extra != null) {
            throw new CorefileException(
                    extra.position(),
                    "found " + Words.quote(extra.text()) + " behind the end of a rule of `rewrite`; its form is `"
                            + rule + "`, and each rule stands in a `rewrite` of its own");
        }
    }

    CorefileException expected(Token token, String accepted) {
        return new CorefileException(
                token.position(), "found " + Words.quote(token.text()) + " for `rewrite`; accepted is " + accepted);
    }

    CorefileException unusable(Token token, String why) {
        return new CorefileException(
                token.position(), "`rewrite` cannot use " + Words.quote(token.text()) + ": " + why);
    }

    CorefileException error(String problem) {
        return new CorefileException(position, problem);
    }
}
