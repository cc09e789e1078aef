package io.kinglet.k8s.model;

/**
 * A Namespace: it exists, and so do the names {@code NS.svc.ZONE} and {@code NS.pod.ZONE}.
 *
 * @param labels {@link LabelSet#EMPTY} where they were not asked for
 */
public record Namespace(String name, LabelSet labels) implements ClusterObject {

    /** One whose labels were not asked for. */
    public Namespace(String name) {
        this(name, LabelSet.EMPTY);
    }

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }

    @Override
    public String namespace() {
        return "";
    }
}
