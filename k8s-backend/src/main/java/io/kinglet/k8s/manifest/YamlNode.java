package io.kinglet.k8s.manifest;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML document with its place in it; lines and columns count from 1. */
sealed interface YamlNode {

    int line();

    int column();

    /** What it is, in the words of an error: {@code a list}. */
    String noun();

    /** Whether it says "no value"; the API reads that as if the field were absent. */
    default boolean isNull() {
        return false;
    }

    record Entry(Scalar key, YamlNode value) {}

    record Mapping(int line, int column, List<Entry> entries) implements YamlNode {

        @Nullable
        YamlNode get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }

        @Override
        public String noun() {
            return "a mapping";
        }
    }

    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {

        @Override
        public String noun() {
            return "a list";
        }
    }

    /**
     * @param plain written without quotes, so that its look decides what it is (YAML 1.2 core schema, section 10.3.2)
     */
    record Scalar(int line, int column, String text, boolean plain) implements YamlNode {

        private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
        private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
                + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        @Override
        public boolean isNull() {
            return plain && NULL.matcher(text).matches();
        }

        boolean isFlag() {
            return plain && FLAG.matcher(text).matches();
        }

        boolean isNumber() {
            return plain && NUMBER.matcher(text).matches();
        }

        boolean isText() {
            return !isNull() && !isFlag() && !isNumber();
        }

        @Override
        public String noun() {
            if (isNumber()) {
                return "the number " + text;
            }
            return isFlag() ? "the boolean " + text : isNull() ? "nothing" : "the text \"" + text + '"';
        }
    }
}
