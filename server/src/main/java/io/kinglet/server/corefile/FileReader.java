package io.kinglet.server.corefile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a Corefile and its imports come from. Implementations are safe for use by one parse at a time. */
public interface FileReader {
    /**
     * The text of a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be read, is a directory, or is larger than the reader accepts
     */
    String read(Path file) throws IOException;

    /**
     * The plain files that match a pattern, sorted by path; empty when none does.
     *
     * @param pattern a path whose components may hold one {@code *} and one {@code ?}
     */
    List<Path> match(Path pattern) throws IOException;

    /** Reads the disk; files of up to {@link DiskFiles#MAX_BYTES} octets, as UTF-8. */
    static FileReader disk() {
        return new DiskFiles();
    }

    /** Reads a map from path to text. */
    static FileReader inMemory(Map<String, String> files) {
        return new MemoryFiles(files);
    }
}
