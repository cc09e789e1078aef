package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Namespace;
import org.jspecify.annotations.Nullable;

/** A Namespace: all of it is its name. */
final class NamespaceShape implements Shape {

    @Override
    public void clear() {}

    @Override
    public void field(String name, JsonCursor json) {
        json.skip();
    }

    @Override
    public @Nullable Namespace build(Metadata metadata, JsonCursor json) {
        Names.checkLabel("name", metadata.name(), json);
        return json.defect() == null ? new Namespace(metadata.name()) : null;
    }
}
