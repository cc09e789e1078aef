package io.kinglet.server.plugin;

import io.kinglet.dns.expression.ExpressionException;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of an expression: all that are left of the line, so that a place in it is a place in one of the words. */
record ExpressionWords(List<Token> words) {

    static ExpressionWords rest(DirectiveReader line) {
        return new ExpressionWords(line.rest("an expression such as `type() == 'A'`", 1, Integer.MAX_VALUE));
    }

    /**
     * Reads them.
     *
     * @throws CorefileException at the place of what is wrong
     */
    <T> T read(Function<String, T> parse) {
        try {
            return parse.apply(words.stream().map(Token::text).collect(Collectors.joining(" ")));
        } catch (ExpressionException e) {
            throw new CorefileException(place(e.offset()), String.valueOf(e.getMessage()));
        }
    }

    private Position place(int offset) {
        int left = offset;
        for (Token word : words) {
            if (left <= word.text().length()) {
                return Places.within(word, left);
            }
            left -= word.text().length() + 1;
        }
        return words.get(words.size() - 1).position();
    }
}
