package io.kinglet.dns.forward;

import java.net.InetSocketAddress;

/** Told of traffic with upstreams, for metrics. Called on any thread, by many at once; must be short and not throw. */
public interface ForwardObserver {

    /** Tells nobody. */
    ForwardObserver NONE = new ForwardObserver() {};

    /**
     * An upstream replied to a query (health checks are not told).
     *
     * @param rcode the response code, extended bits included
     * @param nanos from sending to the reply
     */
    default void exchanged(InetSocketAddress upstream, int rcode, long nanos) {}

    /**
     * A question needed a connection. Called by the {@link Exchange}, not by this package.
     *
     * @param reused whether an open one was found in the pool
     */
    default void connected(InetSocketAddress upstream, Carrier carrier, boolean reused) {}
}
