package io.kinglet.k8s.model;

/** One object of the cluster, reduced to what is asked of it. Identified by kind, namespace and name. Immutable. */
public sealed interface ClusterObject
        permits Namespace, Service, EndpointSlice, Pod, ServiceImport, NetworkPolicy, TierPolicy, OtherPolicy {

    Kind kind();

    /** The namespace it lives in; empty for an object of the cluster as a whole, such as a {@link Namespace}. */
    String namespace();

    String name();
}
