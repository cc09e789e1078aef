package io.kinglet.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** {@code [LEVEL] plugin/name: text}. Any thread. */
final class TextFormatter extends Formatter {

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(160);
        line.append('[').append(level(entry.getLevel())).append("] ");
        String plugin = LogSetup.plugin(entry.getLoggerName());
        String text = formatMessage(entry);
        if (!plugin.isEmpty() && !text.startsWith("plugin/")) {
            line.append("plugin/").append(plugin).append(": ");
        }
        line.append(text).append('\n');
        if (entry.getThrown() != null) {
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }

    static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        return value >= Level.WARNING.intValue() ? "WARNING" : value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
