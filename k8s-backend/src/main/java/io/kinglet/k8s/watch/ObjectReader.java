package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a kind, or the Status the API server sends in its place. Reused from object to object. Confined to one
 * thread.
 */
final class ObjectReader {

    private final Metadata metadata = new Metadata();
    private final Shape shape;
    private int code;
    private String message = "";

    ObjectReader(Kind kind) {
        shape = Shape.of(kind);
    }

    /** Reads the object at which {@code json} stands; no field is needed before another. */
    void read(JsonCursor json) {
        metadata.clear();
        shape.clear();
        code = 0;
        message = "";
        json.forget();
        if (!json.object()) {
            json.defect("not an object");
            return;
        }
        while (json.field()) {
            String name = json.name();
            switch (name) {
                case "metadata" -> metadata.read(json);
                case "code" -> code = json.integer();
                case "message" -> {
                    String text = json.text();
                    message = text == null ? "" : text;
                }
                default -> shape.field(name, json);
            }
        }
    }

    Metadata metadata() {
        return metadata;
    }

    /** The object read; null when it is of no use or has a defect, which {@code json} then tells. */
    @Nullable
    ClusterObject build(JsonCursor json) {
        return shape.build(metadata, json);
    }

    /** The HTTP code of a Status; 0 when it has none. */
    int code() {
        return code;
    }

    /** The message of a Status; may be empty. */
    String message() {
        return message;
    }
}
