package io.kinglet.k8s.model;

/** The Kubernetes kinds that cluster DNS is made of. */
public enum Kind {
    NAMESPACE("Namespace"),
    SERVICE("Service"),
    ENDPOINT_SLICE("EndpointSlice"),
    POD("Pod"),
    SERVICE_IMPORT("ServiceImport");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The kind as written in a manifest, for example {@code EndpointSlice}. */
    public String word() {
        return word;
    }
}
