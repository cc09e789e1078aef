package io.kinglet.server.corefile;

/**
 * Something legal that is probably not meant.
 *
 * @param position where it is written
 * @param message one sentence
 */
public record Warning(Position position, String message) {
    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
