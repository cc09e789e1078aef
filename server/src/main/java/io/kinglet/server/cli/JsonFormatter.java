package io.kinglet.server.cli;

import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line: {@code time}, {@code level}, {@code msg} and, where there is one, {@code plugin}. Any thread. */
final class JsonFormatter extends Formatter {

    private final TextFormatter text = new TextFormatter();

    @Override
    public String format(LogRecord entry) {
        String message = text.format(entry).strip();
        message = message.substring(message.indexOf("] ") + 2);
        String plugin = "";
        if (message.startsWith("plugin/") && message.indexOf(": ") > 0) {
            plugin = message.substring("plugin/".length(), message.indexOf(": "));
            message = message.substring(message.indexOf(": ") + 2);
        }
        StringBuilder json = new StringBuilder(200);
        json.append("{\"time\":");
        quote(json, entry.getInstant().toString());
        json.append(",\"level\":");
        quote(json, TextFormatter.level(entry.getLevel()).toLowerCase(Locale.ROOT));
        json.append(",\"msg\":");
        quote(json, message);
        if (!plugin.isEmpty()) {
            json.append(",\"plugin\":");
            quote(json, plugin);
        }
        return json.append("}\n").toString();
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
