package io.kinglet.dns.querylog;

import java.util.ArrayList;
import java.util.List;

/**
 * The form of a line: text with fields in braces. {@code {common}} and {@code {combined}} stand for whole formats; {@code
 * {/label}} is metadata; braces around any other word are text. Immutable.
 */
public final class LogFormat {

    private static final String COMMON_TEXT =
            "{remote}:{port} - {>id} \"{type} {class} {name} {proto} {size} {>do} {>bufsize}\""
                    + " {rcode} {>rflags} {rsize} {duration}";
    private static final String COMBINED_TEXT = COMMON_TEXT + " \"{>opcode}\"";

    /** The default: who asked what, and what became of it. */
    public static final LogFormat COMMON = parse("{common}");

    private final List<LogField> fields;

    private LogFormat(List<LogField> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The format in {@code text}; every text is one. */
    public static LogFormat parse(String text) {
        String whole = text.replace("{combined}", COMBINED_TEXT).replace("{common}", COMMON_TEXT);
        List<LogField> fields = new ArrayList<>();
        int at = 0;
        while (at < whole.length()) {
            int open = whole.indexOf('{', at);
            int close = open < 0 ? -1 : whole.indexOf('}', open);
            if (close < 0) {
                fields.add(text(whole.substring(at)));
                break;
            }
            if (open > at) {
                fields.add(text(whole.substring(at, open)));
            }
            String name = whole.substring(open + 1, close);
            LogField known = LogField.BY_NAME.get(name);
            fields.add(
                    known != null
                            ? known
                            : name.startsWith("/") ? metadata(name.substring(1)) : text("{" + name + "}"));
            at = close + 1;
        }
        return new LogFormat(fields);
    }

    private static LogField metadata(String label) {
        return (line, it) -> {
            String value = it.metadata().value(label, it.query());
            line.append(value.isEmpty() ? LogField.EMPTY : value);
        };
    }

    private static LogField text(String text) {
        return (line, it) -> line.append(text);
    }

    String line(Exchanged exchanged) {
        StringBuilder line = new StringBuilder(160);
        for (LogField field : fields) {
            field.append(line, exchanged);
        }
        return line.toString();
    }
}
