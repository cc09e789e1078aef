package io.kinglet.k8s.watch;

import java.io.InputStream;
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
    public boolean time() {
        return text() != null;
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
