package io.kinglet.server.cli;

import io.kinglet.server.corefile.Words;

/** A cluster that cannot be read; the message says why, and what to do. */
final class UnreadableClusterException extends Exception {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    UnreadableClusterException(String message, int exitCode) {
        super(Words.visibleLines(message));
        this.exitCode = exitCode;
    }

    /** What a command ends with. */
    int exitCode() {
        return exitCode;
    }
}
