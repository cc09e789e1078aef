package io.kinglet.server.plugin;

import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;

/** Places in what a token says. Stateless. */
final class Places {

    private Places() {}

    /**
     * Where the character is written; quotes and what is escaped in them are counted, variables that were expanded cannot be.
     *
     * @param offset into the text of the token, 0 to its length
     */
    static Position within(Token token, int offset) {
        Position start = token.position();
        int line = start.line();
        int column = start.column() + (token.quoted() ? 1 : 0);
        for (int i = 0; i < Math.min(offset, token.text().length()); i++) {
            char c = token.text().charAt(i);
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column += c == '"' && token.quoted() ? 2 : 1;
            }
        }
        return new Position(start.file(), line, column);
    }
}
