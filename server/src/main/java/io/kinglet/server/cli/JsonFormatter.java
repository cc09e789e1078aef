package io.kinglet.server.cli;

import io.kinglet.dns.querylog.QueryLogLine;
import java.math.BigDecimal;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code msg} and, where there is one, {@code plugin}; for a line of the query log
 * all that is known of the query, too. The names are the peer's. Any thread.
 */
final class JsonFormatter extends Formatter {

    private final TextFormatter text = new TextFormatter();

    @Override
    public String format(LogRecord entry) {
        QueryLogLine query = query(entry);
        String message = query == null ? text.format(entry).strip() : query.text();
        String plugin = "";
        if (query == null) {
            message = message.substring(message.indexOf("] ") + 2);
            int colon = message.startsWith("plugin/") ? message.indexOf(": ") : -1;
            if (colon > 0) {
                plugin = message.substring("plugin/".length(), colon);
                message = message.substring(colon + 2);
            }
        }
        StringBuilder json = new StringBuilder(200);
        json.append("{\"time\":");
        quote(json, entry.getInstant().toString());
        json.append(",\"level\":");
        quote(json, TextFormatter.level(entry.getLevel()).replace("WARNING", "WARN"));
        json.append(",\"msg\":");
        quote(json, message);
        if (!plugin.isEmpty()) {
            json.append(",\"plugin\":");
            quote(json, plugin);
        }
        if (query != null) {
            query(json, query);
        }
        return json.append("}\n").toString();
    }

    private static @Nullable QueryLogLine query(LogRecord entry) {
        Object[] parameters = entry.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof QueryLogLine line ? line : null;
    }

    /** What there is to know of a query, whatever the form of its line. */
    private static void query(StringBuilder json, QueryLogLine line) {
        json.append(",\"plugin\":\"log\",\"client_ip\":");
        quote(json, line.clientIp());
        json.append(",\"client_port\":").append(line.clientPort()).append(",\"qname\":");
        quote(json, line.qname());
        json.append(",\"qtype\":\"").append(line.qtype());
        json.append("\",\"qclass\":\"").append(line.qclass());
        json.append("\",\"protocol\":\"").append(line.protocol());
        json.append("\",\"id\":").append(line.id());
        json.append(",\"opcode\":").append(line.opcode());
        json.append(",\"request_size\":").append(line.requestSize());
        json.append(",\"dnssec_ok\":").append(line.dnssecOk());
        json.append(",\"bufsize\":").append(line.bufsize());
        json.append(",\"rcode\":");
        if (line.rcode() == null) {
            json.append("null");
        } else {
            quote(json, line.rcode());
        }
        json.append(",\"response_size\":").append(line.responseSize());
        json.append(",\"duration_seconds\":")
                .append(BigDecimal.valueOf(line.nanos(), 9).stripTrailingZeros().toPlainString());
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
