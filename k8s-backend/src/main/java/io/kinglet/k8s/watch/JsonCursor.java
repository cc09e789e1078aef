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
 * Walks JSON forward, one value at a time. A value of another type than asked for is stepped over and noted as a defect, so
 * that the walk stays in step with the text; broken JSON throws Jackson's exception. Confined to one thread.
 */
final class JsonCursor implements AutoCloseable {

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
    private @Nullable String defect;
    private @Nullable String flaw;

    JsonCursor(InputStream source) {
        parser = JSON.createParser(ObjectReadContext.empty(), source);
    }

    /** Steps to the next value of a sequence of values; false at the end of the text. */
    boolean next() {
        return parser.nextToken() != null;
    }

    /** Whether the value is an object, which is then entered; null counts as absent. */
    boolean object() {
        return enter(JsonToken.START_OBJECT, "an object");
    }

    /** Steps to the value of the next field of the object entered; false at its end. */
    boolean field() {
        if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    /** The name of the field stepped to. */
    String name() {
        return parser.currentName();
    }

    /** Whether the value is an array, which is then entered; null counts as absent. */
    boolean array() {
        return enter(JsonToken.START_ARRAY, "an array");
    }

    /** Steps to the next element of the array entered; false at its end. */
    boolean element() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** The string here; null when it is null or no string. */
    @Nullable
    String text() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        wrong("a string");
        return null;
    }

    /** The boolean here, or {@code absent} when it is null or no boolean. */
    boolean bool(boolean absent) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        wrong("true or false");
        return absent;
    }

    /** The 32-bit integer here; 0 when it is null or no such number. */
    int integer() {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == NumberType.INT) {
            return parser.getIntValue();
        }
        wrong("an integer");
        return 0;
    }

    void skip() {
        parser.skipChildren();
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
            if (defect == null) {
                String path = parser.streamReadContext().pathAsPointer().toString();
                defect = (path.isEmpty() ? "it" : path) + " is not " + wanted;
            }
            parser.skipChildren();
        }
    }

    /** Notes why the object being read cannot be used; the first reason stands. */
    void defect(String reason) {
        if (defect == null) {
            defect = reason;
        }
    }

    /** Why the object cannot be used; null when it can. */
    @Nullable
    String defect() {
        return defect;
    }

    /** Notes why a part of the object is left out; the first reason stands. */
    void flaw(String reason) {
        if (flaw == null) {
            flaw = reason;
        }
    }

    /** Why a part of the object was left out; null when none was. */
    @Nullable
    String flaw() {
        return flaw;
    }

    /** Turns a defect into a flaw: only the part just read is unusable. Whether there was one. */
    boolean confine() {
        if (defect == null) {
            return false;
        }
        flaw(defect);
        defect = null;
        return true;
    }

    void forget() {
        defect = null;
        flaw = null;
    }

    @Override
    public void close() {
        parser.close();
    }
}
