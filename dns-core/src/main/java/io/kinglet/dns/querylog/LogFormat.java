package io.kinglet.dns.querylog;

import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a line: text with fields in braces. {@code {common}} and {@code {combined}} stand for whole formats; {@code
 * {/label}} is metadata, of which {@code log/class} and {@code log/type} are always known; braces around any other word are text. Immutable.
 */
public final class LogFormat {

    private static final String COMMON_TEXT =
            "{remote}:{port} - {>id} \"{type} {class} {name} {proto} {size} {>do} {>bufsize}\""
                    + " {rcode} {>rflags} {rsize} {duration}";
    private static final String COMBINED_TEXT = COMMON_TEXT + " \"{>opcode}\"";

    /** The default: who asked what, and what became of it. */
    public static final LogFormat COMMON = parse("{common}");

    private final List<LogField> fields;
    private final Set<String> labels;

    private LogFormat(List<LogField> fields, Set<String> labels) {
        this.fields = List.copyOf(fields);
        this.labels = Set.copyOf(labels);
    }

    /** The labels of the metadata in it, but for those that are always known. */
    public Set<String> labels() {
        return labels;
    }

    /** The format in {@code text}; every text is one. */
    public static LogFormat parse(String text) {
        String whole = text.replace("{combined}", COMBINED_TEXT).replace("{common}", COMMON_TEXT);
        List<LogField> fields = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        int at = 0;
        for (int close = whole.indexOf('}'); close >= 0; close = whole.indexOf('}', at)) {
            // The nearest brace before it: in "{ {type} }" only the inner ones mean anything.
            int open = whole.lastIndexOf('{', close);
            LogField field = open < at ? null : field(whole.substring(open + 1, close), labels);
            fields.add(text(whole.substring(at, field == null ? close + 1 : open)));
            if (field != null) {
                fields.add(field);
            }
            at = close + 1;
        }
        fields.add(text(whole.substring(at)));
        return new LogFormat(fields, labels);
    }

    /** Null when the braces are text. */
    private static @Nullable LogField field(String name, Set<String> labels) {
        return switch (name) {
            case "/log/class" ->
                (line, it) ->
                        line.append(ResponseClass.of(it.reply(), it.length()).word());
            case "/log/type" -> (line, it) -> line.append(ResponseClass.type(it));
            default -> name.startsWith("/") ? metadata(name.substring(1), labels) : LogField.BY_NAME.get(name);
        };
    }

    private static LogField metadata(String label, Set<String> labels) {
        labels.add(label);
        return (line, it) -> {
            String value = it.metadata().value(label, it.query());
            line.append(value.isEmpty() ? LogField.EMPTY : value);
        };
    }

    private static LogField text(String text) {
        return (line, it) -> line.append(text);
    }

    /**
     * The line for a query and its reply.
     *
     * @param reply 12 octets at least
     * @param length octets of the reply; 0 when there is none
     * @param nanos from one to the other
     * @param server where it was asked; null when that is not known
     */
    public String line(
            Query query, byte[] reply, int length, long nanos, Metadata metadata, @Nullable InetSocketAddress server) {
        return line(new Exchanged(query, reply, length, nanos, metadata, server));
    }

    String line(Exchanged exchanged) {
        StringBuilder line = new StringBuilder(160);
        for (LogField field : fields) {
            field.append(line, exchanged);
        }
        return line.toString();
    }
}
