package io.kinglet.k8s.watch;

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
        /** A message whose presence is all that counts. */
        TIME,
        OCTETS,
        MESSAGE,
        /** Entries from text to text: an object in JSON, and here a repeated message of key and value. */
        MAP;

        boolean isVarint() {
            return this == BOOLEAN || this == INTEGER;
        }
    }

    /** @param inner the message or the keys; null for what has no parts */
    record Field(
            int number, String name, Form form, @Nullable Layout inner) {}

    private final List<Field> keys = new ArrayList<>();
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
        return add(new Field(number, name, Form.TIME, null));
    }

    Layout octets(int number, String name) {
        return add(new Field(number, name, Form.OCTETS, null));
    }

    /** Adds an object, or an array of objects where the field is repeated. */
    Layout message(int number, String name, Layout inner) {
        return add(new Field(number, name, Form.MESSAGE, inner));
    }

    /** Adds a map of which {@code keys} are of use. */
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
