package io.kinglet.server.reach;

/** What was named is not there, or is no name; the message says what was found, what is accepted and what is near. */
public final class NotThereException extends Exception {

    private static final long serialVersionUID = 1;

    public NotThereException(String message) {
        super(message);
    }
}
