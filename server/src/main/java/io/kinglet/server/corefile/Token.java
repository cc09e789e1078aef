package io.kinglet.server.corefile;

/**
 * One word of a Corefile after expansion of environment variables. Immutable.
 *
 * @param text may be empty, from {@code ""} or from an unset variable
 * @param quoted whether it was written in double quotes; a quoted brace is a word like any other
 * @param position of its first character, for a quoted token that of the opening quote
 */
public record Token(String text, boolean quoted, Position position) {
    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
