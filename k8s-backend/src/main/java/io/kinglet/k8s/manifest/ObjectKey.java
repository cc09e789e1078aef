package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import java.util.Comparator;

/**
 * What identifies an object.
 *
 * @param kind as written in a manifest, {@code EndpointSlice}
 * @param namespace empty for a Namespace
 */
record ObjectKey(String kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    static ObjectKey of(ClusterObject object) {
        return new ObjectKey(object.kind().word(), object.namespace(), object.name());
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code Service shop/web}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
