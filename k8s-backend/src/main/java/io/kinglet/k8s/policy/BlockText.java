package io.kinglet.k8s.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes maps, lists, numbers and texts as YAML in block style, as people write manifests. */
final class BlockText {

    /** Texts that need no quotes. Digits in front would make some of them numbers. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*([-._/]+[A-Za-z0-9]+)*");

    /** What a reader of YAML 1.1 or 1.2 takes for something else than text. */
    private static final Set<String> OTHER =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "inf", "nan");

    private final StringBuilder text = new StringBuilder();

    private BlockText() {}

    static String of(Map<String, ?> document) {
        BlockText block = new BlockText();
        block.map(document, 0, false);
        return block.text.toString();
    }

    private void map(Map<?, ?> map, int indent, boolean begun) {
        boolean first = begun;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(first ? "" : " ".repeat(indent))
                    .append(scalar(entry.getKey()))
                    .append(':');
            first = false;
            value(entry.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append('\n');
            map(map, indent + 2, false);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            text.append('\n');
            for (Object item : list) {
                text.append(" ".repeat(indent + 2)).append("- ");
                if (item instanceof Map<?, ?> map) {
                    map(map, indent + 4, true);
                } else {
                    text.append(scalar(item)).append('\n');
                }
            }
        } else {
            text.append(' ')
                    .append(value instanceof Map ? "{}" : value instanceof List ? "[]" : scalar(value))
                    .append('\n');
        }
    }

    private static String scalar(Object value) {
        String text = value.toString();
        return value instanceof Number
                        || PLAIN.matcher(text).matches() && !OTHER.contains(text.toLowerCase(java.util.Locale.ROOT))
                ? text
                : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
