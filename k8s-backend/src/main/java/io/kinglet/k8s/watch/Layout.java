package io.kinglet.k8s.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a protobuf message that are of use, by number, under the names they have in JSON. All others are stepped over.
 * Built once, then read only.
 */
final class Layout {

    /** What the octets of a value mean. */
    enum Form {
        TEXT,
        BOOLEAN,
        INTEGER,
        /** A point in time, as a message of seconds and nanoseconds. */
        TIME,
        /** A number or a text, as a message that says which. */
        INT_OR_STRING,
        OCTETS,
        MESSAGE,
        /** Entries from text to text: an object in JSON, and here a repeated message of key and value. */
        MAP;

        boolean isVarint() {
            return this == BOOLEAN || this == INTEGER;
        }
    }

    /**
     * A field of a message, or an entry of a map.
     *
     * @param inner the message or the keys; null for what has no parts
     * @param repeated whether it is an array; told where the field may be read as a tree
     */
    record Field(
            int number, String name, Form form, @Nullable Layout inner, boolean repeated) {

        Field(int number, String name, Form form, @Nullable Layout inner) {
            this(number, name, form, inner, false);
        }
    }

    private static final Layout SECONDS = new Layout().integer(1, "seconds").integer(2, "nanos");
    private static final Layout EITHER =
            new Layout().integer(1, "type").integer(2, "intVal").text(3, "strVal");

    private final List<Field> keys = new ArrayList<>();
    private boolean anyKey;
    private @Nullable Field[] numbered = new Field[0];

    /** Adds a string, or an array of strings where the field is repeated. */
    Layout text(int number, String name) {
        return add(new Field(number, name, Form.TEXT, null));
    }

    Layout bool(int number, String name) {
        return add(new Field(number, name, Form.BOOLEAN, null));
    }

    Layout integer(int number, String name) {
        return add(new Field(number, name, Form.INTEGER, null));
    }

    Layout time(int number, String name) {
        return add(new Field(number, name, Form.TIME, SECONDS));
    }

    Layout intOrString(int number, String name) {
        return add(new Field(number, name, Form.INT_OR_STRING, EITHER));
    }

    /** Adds an array of strings that may be read as a tree. */
    Layout texts(int number, String name) {
        return add(new Field(number, name, Form.TEXT, null, true));
    }

    /** Adds an array of objects that may be read as a tree. */
    Layout messages(int number, String name, Layout inner) {
        return add(new Field(number, name, Form.MESSAGE, inner, true));
    }

    Layout octets(int number, String name) {
        return add(new Field(number, name, Form.OCTETS, null));
    }

    /** Adds an object, or an array of objects where the field is repeated. */
    Layout message(int number, String name, Layout inner) {
        return add(new Field(number, name, Form.MESSAGE, inner));
    }

    /** Adds a map of which all is of use. */
    Layout map(int number, String name) {
        Layout inner = new Layout();
        inner.anyKey = true;
        return add(new Field(number, name, Form.MAP, inner));
    }

    /** Adds a map of which these keys are of use. */
    Layout map(int number, String name, String... wanted) {
        Layout inner = new Layout();
        for (String key : wanted) {
            inner.keys.add(new Field(0, key, Form.TEXT, null));
        }
        return add(new Field(number, name, Form.MAP, inner));
    }

    private Layout add(Field field) {
        if (field.number() >= numbered.length) {
            numbered = Arrays.copyOf(numbered, field.number() + 1);
        }
        numbered[field.number()] = field;
        return this;
    }

    /** The field of this number; null when it is of no use. */
    @Nullable
    Field numbered(int number) {
        return number < numbered.length ? numbered[number] : null;
    }

    /** The entry of a map whose key are these octets; null when it is of no use. */
    @Nullable
    Field keyed(byte[] octets, int from, int to) {
        if (anyKey) {
            return new Field(0, new String(octets, from, to - from, StandardCharsets.UTF_8), Form.TEXT, null);
        }
        for (Field key : keys) {
            String name = key.name();
            int i = name.length() == to - from ? 0 : -1;
            while (i >= 0 && i < name.length()) {
                i = octets[from + i] == name.charAt(i) ? i + 1 : -1;
            }
            if (i >= 0) {
                return key;
            }
        }
        return null;
    }
}
