package io.kinglet.server.cli;

import java.util.logging.Formatter;
import org.jspecify.annotations.Nullable;

/** The forms a log may have. */
enum LogForm {
    /** {@code [INFO] plugin/reload: Reloading complete}. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    static @Nullable LogForm of(@Nullable String word) {
        return "text".equals(word) ? TEXT : "json".equals(word) ? JSON : null;
    }

    Formatter formatter() {
        return this == TEXT ? new TextFormatter() : new JsonFormatter();
    }
}
