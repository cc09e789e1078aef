package io.kinglet.server.corefile;

/**
 * A token as the grammar sees it. Immutable.
 *
 * @param token what plugins see, variables expanded
 * @param raw as written, without quotes; braces and {@code import} are recognised here, so that no variable can be one
 * @param startsLine whether it is the first of its line, or of what a snippet or file puts in place of an import
 */
record Lexeme(Token token, String raw, boolean startsLine) {
    boolean isOpen() {
        return is("{");
    }

    boolean isClose() {
        return is("}");
    }

    boolean isImport() {
        return is("import");
    }

    Position position() {
        return token.position();
    }

    Lexeme startingLine() {
        return startsLine ? this : new Lexeme(token, raw, true);
    }

    private boolean is(String word) {
        return !token.quoted() && raw.equals(word);
    }
}
