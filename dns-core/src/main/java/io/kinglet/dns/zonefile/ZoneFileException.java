package io.kinglet.dns.zonefile;

import java.nio.file.Path;

/** A master file that no zone can be made of; the message begins with the file and, where one is known, the line. */
public final class ZoneFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param line counted from 1; 0 when the file as a whole is meant
     */
    ZoneFileException(Path file, int line, String problem) {
        super(line > 0 ? file + ":" + line + ": " + problem : file + ": " + problem);
    }
}
