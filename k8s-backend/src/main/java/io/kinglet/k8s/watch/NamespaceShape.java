package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Namespace;
import org.jspecify.annotations.Nullable;

/** A Namespace: its name, and its labels where they are kept. */
final class NamespaceShape implements Shape {

    @Override
    public void clear() {}

    @Override
    public void field(String name, Cursor cursor) {
        cursor.skip();
    }

    @Override
    public @Nullable Namespace build(Metadata metadata, Cursor cursor) {
        Names.checkLabel("name", metadata.name(), cursor);
        return cursor.remarks().defect() == null ? new Namespace(metadata.name(), metadata.labels()) : null;
    }
}
