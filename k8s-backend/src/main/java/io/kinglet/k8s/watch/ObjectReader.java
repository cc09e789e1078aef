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

    /**
     * @param external whether Services come with where they are reached from outside
     */
    ObjectReader(Kind kind, boolean external) {
        shape = Shape.of(kind, external);
    }

    /** Reads the object at which {@code cursor} stands; no field is needed before another. */
    void read(Cursor cursor) {
        metadata.clear();
        shape.clear();
        code = 0;
        message = "";
        cursor.remarks().forget();
        if (!cursor.object()) {
            cursor.defect("not an object");
            return;
        }
        while (cursor.field()) {
            String name = cursor.name();
            switch (name) {
                case "metadata" -> metadata.read(cursor);
                case "code" -> code = cursor.integer();
                case "message" -> {
                    String text = cursor.text();
                    message = text == null ? "" : text;
                }
                default -> shape.field(name, cursor);
            }
        }
    }

    Metadata metadata() {
        return metadata;
    }

    /** The object read; null when it is of no use or has a defect, which {@code cursor} then tells. */
    @Nullable
    ClusterObject build(Cursor cursor) {
        return shape.build(metadata, cursor);
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
