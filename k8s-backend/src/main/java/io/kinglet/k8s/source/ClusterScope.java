package io.kinglet.k8s.source;

import io.kinglet.k8s.model.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source is asked to read.
 *
 * @param kinds the kinds that any answer depends on; no other is listed or watched
 * @param labels label selector for Services, EndpointSlices and Pods, in the text form of the API ({@code a in (b,c),!d}); null for
 *     all
 * @param namespaceLabels label selector for Namespaces; null for all
 * @param external whether Services come with where they are reached from outside
 * @param network whether objects come with what reachability is judged by: labels, {@code PodDetail}, {@code ServiceDetail}, whether
 *     an endpoint serves or ends
 */
public record ClusterScope(
        Set<Kind> kinds, @Nullable String labels, @Nullable String namespaceLabels, boolean external, boolean network) {

    public ClusterScope {
        kinds = Set.copyOf(kinds);
    }

    /** Without what reachability is judged by. */
    public ClusterScope(Set<Kind> kinds, @Nullable String labels, @Nullable String namespaceLabels, boolean external) {
        this(kinds, labels, namespaceLabels, external, false);
    }

    /** All that reachability is judged by. */
    public static ClusterScope ofNetwork() {
        return new ClusterScope(Kind.network(), null, null, true, true);
    }

    /** Without what is outside of the cluster. */
    public ClusterScope(Set<Kind> kinds, @Nullable String labels, @Nullable String namespaceLabels) {
        this(kinds, labels, namespaceLabels, false, false);
    }

    /** Every object of these kinds. */
    public static ClusterScope of(Kind... kinds) {
        return new ClusterScope(Set.of(kinds), null, null);
    }
}
