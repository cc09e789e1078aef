package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a kind, or the Status the API server sends in its place. Reused from object to object. Confined to one
 * thread.
 */
final class ObjectReader {

    private final Metadata metadata;
    private final Shape shape;
    private int code;
    private String message = "";

    /**
     * @param scope how much of an object is asked for
     * @param freshness asked when a policy has changed
     */
    ObjectReader(Kind kind, ClusterScope scope, Freshness freshness) {
        metadata = new Metadata(scope.network());
        shape = Shape.of(kind, scope, freshness);
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
