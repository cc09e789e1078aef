package io.kinglet.k8s.zone;

import io.kinglet.dns.wire.Query;

/** Told of lookups of Services. Called by the threads that answer: it returns at once, and neither waits nor throws. */
@FunctionalInterface
public interface LookupObserver {

    /**
     * A query is answered with addresses or ports of a Service.
     *
     * @param query valid only during the call
     * @param service {@code SERVICE.NAMESPACE} as labels in lower case; the same array for as long as the Service is known. Read
     *     only.
     */
    void answered(Query query, byte[] service);
}
