package io.kinglet.server.transport;

import java.time.Duration;

/**
 * What clients may take. All bounds are far above what stub resolvers need.
 *
 * @param eventLoops threads that answer, 1 or more
 * @param connections open TCP connections over all listeners and loops, one with TLS counted as eight; at the bound the one
 *     longest idle gives way
 * @param inFlight queries of one connection that may wait for answers; then reading pauses (RFC 7766 section 6.2.1.1)
 * @param idle how long a connection may stay open without a query (RFC 7766 section 6.2.3)
 * @param read how long one whole message may take, counted from its first octet; the first message from the connection
 * @param write how long a client may leave answers unread
 */
public record TransportLimits(
        int eventLoops, int connections, int inFlight, Duration idle, Duration read, Duration write) {

    /** Each loop has buffers and a thread, and a few of them answer more than a network brings: more would only take memory. */
    private static final int MOST_LOOPS = 8;

    /** As how many connections one counts that is encrypted: a record or a handshake may hold 16 KiB and more of memory. */
    static final int TLS_WEIGHT = 8;

    public TransportLimits {
        if (eventLoops < 1 || connections < 1 || inFlight < 1) {
            throw new IllegalArgumentException("eventLoops, connections and inFlight are 1 or more");
        }
    }

    /** One loop per processor and 8 at most, 4096 connections of 128 queries, 10 s idle, 5 s to send a message, 5 s to read an answer. */
    public static TransportLimits standard() {
        return standard(Runtime.getRuntime().availableProcessors());
    }

    /** The same with another number of threads. */
    public TransportLimits withEventLoops(int number) {
        return new TransportLimits(number, connections, inFlight, idle, read, write);
    }

    static TransportLimits standard(int processors) {
        return new TransportLimits(
                Math.min(MOST_LOOPS, processors),
                4096,
                128,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }
}
