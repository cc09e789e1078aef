package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import org.jspecify.annotations.Nullable;

/** Reads what one kind has beside its metadata; reused from object to object. Confined to one thread. */
interface Shape {

    /**
     * A fresh reader for {@code kind}.
     *
     * @param external whether Services come with where they are reached from outside
     */
    static Shape of(Kind kind, boolean external) {
        return switch (kind) {
            case NAMESPACE -> new NamespaceShape();
            case SERVICE -> new ServiceShape(external);
            case ENDPOINT_SLICE -> new EndpointSliceShape();
            case POD -> new PodShape();
            case SERVICE_IMPORT -> new ServiceImportShape();
            default -> throw new IllegalArgumentException(kind.word() + " is not read from an API server");
        };
    }

    /** Forgets the object read before. */
    void clear();

    /** Reads or skips the value of the top-level field {@code name}, at which {@code cursor} stands. */
    void field(String name, Cursor cursor);

    /** The object read; null when it is of no use to DNS or has a defect, which is then noted in {@code cursor}. */
    @Nullable
    ClusterObject build(Metadata metadata, Cursor cursor);
}
