package io.kinglet.k8s.model;

/** One object of the cluster, reduced to what DNS needs. Identified by kind, namespace and name. Immutable. */
public sealed interface ClusterObject permits Namespace, Service, EndpointSlice, Pod, ServiceImport {

    Kind kind();

    /** The namespace it lives in; empty for a {@link Namespace}. */
    String namespace();

    String name();
}
