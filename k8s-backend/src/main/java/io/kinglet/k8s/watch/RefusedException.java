package io.kinglet.k8s.watch;

import java.io.IOException;

/** The API server answered, and the answer is no. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int retryAfter;

    /** @param retryAfter seconds the server asks to wait; 0 when it does not */
    RefusedException(int code, int retryAfter, String message) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    int code() {
        return code;
    }

    int retryAfter() {
        return retryAfter;
    }

    /** Whether the resource version or the continue token is too old, so that only a new list helps. */
    boolean expired() {
        return code == 410;
    }

    /** Whether the server may have refused the streaming form of a list, and not the list as such. */
    boolean ofForm() {
        return code >= 400 && code < 500 && code != 401 && code != 404 && code != 410 && code != 429;
    }

    /** Whether the server, or what stands before it, has not the encoding asked for. */
    boolean ofEncoding() {
        return code == 406 || code == 415;
    }

    /** Whether the server is behind the resource version asked for, as after its store was restored from a backup. */
    boolean ahead() {
        String text = getMessage();
        return code == 504 && text != null && text.contains("oo large resource version");
    }
}
