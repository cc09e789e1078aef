package io.kinglet.dns.texttemplate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Go's fmt prints them. Stateless. */
final class GoText {

    /** What Go prints for what is not there. */
    static final String NO_VALUE = "<no value>";

    private GoText() {}

    /** As {@code %v} does. */
    static String print(@Nullable Object value) {
        if (value == null) {
            return NO_VALUE;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GoText::print).collect(Collectors.joining(" ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(it -> print(it.getKey()) + ":" + print(it.getValue()))
                    .sorted()
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value instanceof Fields || value instanceof Fields.Method) {
            throw new TemplateFailure("what has fields cannot be printed whole; name one of them");
        }
        return value.toString();
    }

    /** {@code fmt.Sprint}: blanks between neighbours neither of which is a text. */
    static String printAll(List<?> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                text.append(' ');
            }
            text.append(print(values.get(i)));
        }
        return text.toString();
    }

    /** For messages. */
    static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        return value instanceof String
                ? "a text"
                : value instanceof Long
                        ? "a number"
                        : value instanceof Boolean
                                ? "true or false"
                                : value instanceof List ? "a list" : value instanceof Map ? "a map" : "what has fields";
    }
}
