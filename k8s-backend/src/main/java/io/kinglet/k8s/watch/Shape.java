package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import org.jspecify.annotations.Nullable;

/** Reads what one kind has beside its metadata; reused from object to object. Confined to one thread. */
interface Shape {

    /**
     * A fresh reader for {@code kind}.
     *
     * @param scope how much of the object is asked for
     * @param freshness asked when a policy has changed
     */
    static Shape of(Kind kind, ClusterScope scope, Freshness freshness) {
        return switch (kind) {
            case NAMESPACE -> new NamespaceShape();
            case SERVICE -> new ServiceShape(scope.external(), scope.network());
            case ENDPOINT_SLICE -> new EndpointSliceShape(scope.network());
            case POD -> new PodShape(scope.network());
            case SERVICE_IMPORT -> new ServiceImportShape();
            case NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY, CLUSTER_NETWORK_POLICY ->
                new PolicyShape(kind, freshness);
            default -> new OtherPolicyShape(kind);
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
