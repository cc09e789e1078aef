package io.kinglet.server.corefile;

/**
 * A place in a Corefile. Immutable.
 *
 * @param file the name the text was read under; an imported file has the path it was found at
 * @param line from 1
 * @param column from 1, in characters; a tab is one character
 */
public record Position(String file, int line, int column) {
    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
