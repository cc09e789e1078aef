package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.OtherPolicy;
import org.jspecify.annotations.Nullable;

/** A policy of another engine: that it is there. */
final class OtherPolicyShape implements Shape {

    private final Kind kind;

    OtherPolicyShape(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void clear() {}

    @Override
    public void field(String name, Cursor cursor) {
        cursor.skip();
    }

    @Override
    public @Nullable OtherPolicy build(Metadata metadata, Cursor cursor) {
        Names.checkSubdomain("name", metadata.name(), cursor);
        if (!metadata.namespace().isEmpty()) {
            Names.checkLabel("namespace", metadata.namespace(), cursor);
        }
        return cursor.remarks().defect() == null ? new OtherPolicy(kind, metadata.namespace(), metadata.name()) : null;
    }
}
