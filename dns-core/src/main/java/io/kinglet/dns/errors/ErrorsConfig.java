package io.kinglet.dns.errors;

import io.kinglet.dns.pattern.TextPattern;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * What an {@link ErrorsLayer} is told.
 *
 * @param stackTrace whether bugs are logged with where they happened
 * @param consolidations in the order they are tried; the first that matches counts the error
 * @param linesPerSecond errors logged in one second at most, the rest is counted; 0: no limit
 */
public record ErrorsConfig(boolean stackTrace, List<Consolidation> consolidations, int linesPerSecond) {

    public static final ErrorsConfig PLAIN = new ErrorsConfig(false, List.of(), 100);

    /**
     * Errors that are counted over a period instead of logged one by one.
     *
     * @param pattern found anywhere in the text of the error
     * @param showFirst whether the first one of a period is logged as it is
     */
    public record Consolidation(Duration period, TextPattern pattern, Level level, boolean showFirst) {}

    public ErrorsConfig {
        consolidations = List.copyOf(consolidations);
    }
}
