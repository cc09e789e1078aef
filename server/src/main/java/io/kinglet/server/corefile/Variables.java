package io.kinglet.server.corefile;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Expands <code>{$NAME}</code> and <code>{%NAME%}</code>. A variable that is not set reads as empty, with a warning;
 * values are not expanded again, and there is no syntax for a default value. Confined to one parse.
 */
final class Variables {
    private final Function<String, @Nullable String> environment;
    private final Set<Warning> warnings;

    Variables(Function<String, @Nullable String> environment, Set<Warning> warnings) {
        this.environment = environment;
        this.warnings = warnings;
    }

    String expand(String raw, Position position) {
        if (raw.indexOf('{') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < raw.length()) {
            String end = raw.startsWith("{$", i) ? "}" : raw.startsWith("{%", i) ? "%}" : "";
            int close = end.isEmpty() ? -1 : raw.indexOf(end, i + 2);
            if (close > i + 2) {
                out.append(value(raw.substring(i + 2, close), position));
                i = close + end.length();
            } else {
                out.append(raw.charAt(i++));
            }
        }
        return out.toString();
    }

    private String value(String name, Position position) {
        String value = environment.apply(name);
        if (value != null) {
            return value;
        }
        int colon = name.indexOf(':');
        warnings.add(new Warning(
                position,
                "the environment variable " + Words.quote(name) + " is not set and reads as empty"
                        + (colon > 0 ? "; a default value cannot be given here" : "")));
        return "";
    }
}
