package io.kinglet.k8s.watch;

import org.jspecify.annotations.Nullable;

/** The way to the API server cannot be set up as configured. The message says what to change. */
public final class WatchConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WatchConfigException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
