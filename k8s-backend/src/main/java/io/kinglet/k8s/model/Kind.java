package io.kinglet.k8s.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The Kubernetes kinds that cluster DNS is made of, and those that say who may reach whom. */
public enum Kind {
    NAMESPACE("Namespace"),
    SERVICE("Service"),
    ENDPOINT_SLICE("EndpointSlice"),
    POD("Pod"),
    SERVICE_IMPORT("ServiceImport"),

    NETWORK_POLICY("NetworkPolicy"),
    ADMIN_NETWORK_POLICY("AdminNetworkPolicy"),
    BASELINE_ADMIN_NETWORK_POLICY("BaselineAdminNetworkPolicy"),
    CLUSTER_NETWORK_POLICY("ClusterNetworkPolicy"),
    CILIUM_NETWORK_POLICY("CiliumNetworkPolicy"),
    CILIUM_CLUSTERWIDE_NETWORK_POLICY("CiliumClusterwideNetworkPolicy"),
    /** Calico's own, which has the name of the one of Kubernetes and another group. */
    CALICO_NETWORK_POLICY("NetworkPolicy.crd.projectcalico.org"),
    CALICO_GLOBAL_NETWORK_POLICY("GlobalNetworkPolicy"),
    ISTIO_AUTHORIZATION_POLICY("AuthorizationPolicy");

    private static final Set<Kind> NAMED = Collections.unmodifiableSet(EnumSet.range(NAMESPACE, SERVICE_IMPORT));
    private static final Set<Kind> OTHER_ENGINES =
            Collections.unmodifiableSet(EnumSet.range(CILIUM_NETWORK_POLICY, ISTIO_AUTHORIZATION_POLICY));
    private static final Set<Kind> NETWORK =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SERVICE_IMPORT)));

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The kind as written in a manifest, for example {@code EndpointSlice}; with its group where two have the same name. */
    public String word() {
        return word;
    }

    /** The kinds that DNS answers are made of. */
    public static Set<Kind> named() {
        return NAMED;
    }

    /** The kinds that reachability is judged by: all but ServiceImports. */
    public static Set<Kind> network() {
        return NETWORK;
    }

    /** The kinds of policies that are noticed and not read: each is an {@link OtherPolicy}. */
    public static Set<Kind> otherEngines() {
        return OTHER_ENGINES;
    }
}
