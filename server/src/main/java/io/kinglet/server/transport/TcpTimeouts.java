package io.kinglet.server.transport;

import java.time.Duration;

/**
 * What one connection may take of those that a listener has.
 *
 * @param idle how long it may stay open without a query (RFC 7766 section 6.2.3)
 * @param read how long one whole message may take, counted from its first octet; the first message from the connection
 * @param write how long a client may leave answers unread
 * @param queries after which it is closed, 1 or more; {@link #ANY_NUMBER} for never
 */
public record TcpTimeouts(Duration idle, Duration read, Duration write, int queries) {

    public static final int ANY_NUMBER = -1;

    public TcpTimeouts {
        if (queries < 1 && queries != ANY_NUMBER) {
            throw new IllegalArgumentException("queries are 1 or more, or any number");
        }
    }

    /** Those of a server whose configuration says nothing. */
    public static TcpTimeouts of(TransportLimits limits) {
        return new TcpTimeouts(limits.idle(), limits.read(), limits.write(), ANY_NUMBER);
    }
}
