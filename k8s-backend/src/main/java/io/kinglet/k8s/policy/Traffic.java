package io.kinglet.k8s.policy;

import io.kinglet.dns.name.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is judged: packets from one end to a port of another.
 *
 * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}
 * @param port at {@code to} itself, 1 to 65535: behind a Service, the target port
 * @param via the address of a Service that it was sent to and is translated from; null when it is sent to {@code to} itself
 * @param sourceHidden whether a node or a load balancer may put an address of its own in place of the source's on the way, as from
 *     outside by a Service whose externalTrafficPolicy is Cluster
 */
public record Traffic(
        End from,
        End to,
        String protocol,
        int port,
        @Nullable IpAddress via,
        boolean sourceHidden) {

    /** Sent to {@code to} itself, or by a Service whose address no ipBlock can be about. */
    public Traffic(End from, End to, String protocol, int port) {
        this(from, to, protocol, port, null, false);
    }
}
