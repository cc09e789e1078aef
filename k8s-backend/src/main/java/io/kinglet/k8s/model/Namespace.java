package io.kinglet.k8s.model;

/** A Namespace: it exists, and so do the names {@code NS.svc.ZONE} and {@code NS.pod.ZONE}. */
public record Namespace(String name) implements ClusterObject {

    @Override
    public Kind kind() {
        return Kind.NAMESPACE;
    }

    @Override
    public String namespace() {
        return "";
    }
}
