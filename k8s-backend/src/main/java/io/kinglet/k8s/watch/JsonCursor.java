package io.kinglet.k8s.watch;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks JSON. Broken JSON throws Jackson's exception. Confined to one thread.
 */
final class JsonCursor implements Cursor, AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder()
            // Label keys are chosen by whoever writes objects: colliding ones may be slow, never fatal.
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            // UTF-8 by definition; looking for another would wait for octets that may not come for minutes.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(2 << 20)
                    .maxNameLength(1 << 20)
                    .build())
            .build();

    private static final int DEPTH = 32;

    private final JsonParser parser;
    private final Remarks remarks = new Remarks();

    JsonCursor(InputStream source) {
        parser = JSON.createParser(ObjectReadContext.empty(), source);
    }

    /** Steps to the next value of a sequence of values; false at the end of the text. */
    boolean next() {
        return parser.nextToken() != null;
    }

    @Override
    public boolean object() {
        return enter(JsonToken.START_OBJECT, "an object");
    }

    @Override
    public boolean field() {
        if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    @Override
    public String name() {
        return parser.currentName();
    }

    @Override
    public boolean array() {
        return enter(JsonToken.START_ARRAY, "an array");
    }

    @Override
    public boolean element() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    @Override
    public @Nullable String text() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        wrong("a string");
        return null;
    }

    @Override
    public boolean bool(boolean absent) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        wrong("true or false");
        return absent;
    }

    @Override
    public int integer() {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == NumberType.INT) {
            return parser.getIntValue();
        }
        wrong("an integer");
        return 0;
    }

    @Override
    public long longInteger() {
        NumberType type = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getNumberType() : null;
        if (type == NumberType.INT || type == NumberType.LONG) {
            return parser.getLongValue();
        }
        wrong("an integer");
        return 0;
    }

    @Override
    public boolean time() {
        return text() != null;
    }

    @Override
    public @Nullable Instant instant() {
        String text = text();
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public @Nullable Object tree() {
        return tree(0);
    }

    private @Nullable Object tree(int level) {
        JsonToken token = parser.currentToken();
        if (level == DEPTH) {
            wrong("a value that is nested " + DEPTH + " levels at most");
            return null;
        } else if (token == JsonToken.START_OBJECT) {
            return map(level);
        } else if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (element()) {
                Object item = tree(level + 1);
                // A null in an array is an empty object to the API server.
                list.add(item == null ? Map.of() : item);
            }
            return list;
        } else if (token == JsonToken.VALUE_STRING) {
            return parser.getString();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            return longInteger();
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return isNull() ? null : parser.getString();
    }

    private Map<String, Object> map(int level) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (field()) {
            String name = name();
            Object value = tree(level + 1);
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    @Override
    public void skip() {
        parser.skipChildren();
    }

    @Override
    public Remarks remarks() {
        return remarks;
    }

    private boolean enter(JsonToken opening, String wanted) {
        if (parser.currentToken() == opening) {
            return true;
        }
        wrong(wanted);
        return false;
    }

    private void wrong(String wanted) {
        if (!isNull()) {
            if (remarks.defect() == null) {
                String path = parser.streamReadContext().pathAsPointer().toString();
                remarks.defect((path.isEmpty() ? "it" : path) + " is not " + wanted);
            }
            parser.skipChildren();
        }
    }

    @Override
    public void close() {
        parser.close();
    }
}
