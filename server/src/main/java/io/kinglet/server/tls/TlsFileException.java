package io.kinglet.server.tls;

/** A file cannot be used. The message says why, and begins with the name of the file. */
public final class TlsFileException extends Exception {

    private static final long serialVersionUID = 1;

    /** Which of the files. */
    public enum Part {
        CERTIFICATE,
        KEY,
        AUTHORITY
    }

    private final Part part;

    TlsFileException(Part part, String message, Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    TlsFileException(Part part, String message) {
        super(message);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
