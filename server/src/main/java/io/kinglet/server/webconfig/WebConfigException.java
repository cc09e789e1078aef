package io.kinglet.server.webconfig;

/** The file cannot be used. The message says where and why, and begins with the name of the file. */
public final class WebConfigException extends Exception {

    private static final long serialVersionUID = 1;

    WebConfigException(String message, Throwable cause) {
        super(message, cause);
    }

    WebConfigException(String message) {
        super(message);
    }
}
