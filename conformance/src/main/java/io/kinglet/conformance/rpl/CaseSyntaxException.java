package io.kinglet.conformance.rpl;

/** A case file that cannot be read; the message begins with file and line. */
public final class CaseSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CaseSyntaxException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
