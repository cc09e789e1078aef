package io.kinglet.k8s.signals;

/** Counts signals. Called by the one thread that evaluates. */
public interface SignalsObserver {

    /** A Pod of {@code namespace} has looked up a Service no port of which it may reach. */
    void unreachable(String namespace, String serviceNamespace, String service);

    /** A lookup came from an address that no Pod has. */
    void unknownClient();

    /** A lookup came from an address that several Pods have, or that of a node. */
    void sharedClient();
}
