package io.kinglet.k8s.manifest;

/**
 * A place in a manifest.
 *
 * @param file the file as it was named, or the name given to a text
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole file is meant
 */
public record Position(String file, int line, int column) {

    static Position of(String file) {
        return new Position(file, 0, 0);
    }

    /** {@code file:line:column}, or {@code file} alone. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
