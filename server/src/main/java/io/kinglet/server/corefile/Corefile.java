package io.kinglet.server.corefile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A parsed Corefile. Immutable.
 *
 * @param blocks in the order written; empty when the text holds none, in which case CoreDNS serves a built-in one
 * @param warnings in the order found
 * @param digest SHA-512 in hexadecimal over keys, words and structure, imports and variables included; comments, white
 *     space and file names do not change it
 */
public record Corefile(List<ServerBlock> blocks, List<Warning> warnings, String digest) {
    /** Copies the lists. */
    public Corefile {
        blocks = List.copyOf(blocks);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file and its imports.
     *
     * @throws CorefileException if the file cannot be read or is not a Corefile
     */
    public static Corefile parse(Path file, Options options) {
        String text;
        try {
            text = options.files().read(file);
        } catch (NoSuchFileException e) {
            throw new CorefileException(new Position(file.toString(), 1, 1), "there is no such file");
        } catch (IOException e) {
            throw new CorefileException(
                    new Position(file.toString(), 1, 1), "the file cannot be read: " + Imports.reason(e));
        }
        return parse(file.toString(), text, options);
    }

    /**
     * Reads a text; imports are relative to the folder of its name.
     *
     * @param name stands in every position
     * @throws CorefileException if the text is not a Corefile
     */
    public static Corefile parse(String name, String text, Options options) {
        return CorefileParser.parse(name, text, options);
    }
}
