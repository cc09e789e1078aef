package io.kinglet.server.transport;

import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Transport;
import io.netty.channel.EventLoop;

/** One event loop and what belongs to it alone, shared by all listeners on that loop. Event-loop confined. */
final class Lane {

    /** Octets of unfinished messages, and of replies that are not sent, that all connections of a loop may hold together. */
    static final int MOST_HELD = 8 << 20;

    private final EventLoop loop;
    private final ClientConnections connections;
    private final QueryIds queryIds = new QueryIds();
    private final byte[] in = new byte[0xffff];
    private final byte[] out = new byte[0xffff];
    private int held;
    private boolean answering;
    private int descriptors;

    /**
     * @param descriptors sockets towards upstreams that this loop may have open
     */
    Lane(EventLoop loop, ClientConnections connections, int descriptors) {
        this.loop = loop;
        this.connections = connections;
        this.descriptors = descriptors;
    }

    EventLoop loop() {
        return loop;
    }

    /** Runs {@code task} on the event loop: now, if this is it. Netty tells on another thread that a socket could not be made. */
    void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    ClientConnections connections() {
        return connections;
    }

    QueryIds queryIds() {
        return queryIds;
    }

    /** Answers the packet in {@link #in()}, into {@link #out()}; see {@link Responder#respond}. */
    int respond(Responder responder, int length, Transport transport, Client client, long nanos, ReplySink later) {
        answering = true;
        try {
            return responder.respond(in, length, transport, client, nanos, out, later);
        } finally {
            answering = false;
        }
    }

    /** Whether a packet is being answered right now: what else there is to answer on this loop has to wait. */
    boolean answering() {
        return answering;
    }

    /** Room for the packet being answered. */
    byte[] in() {
        return in;
    }

    /** Room for the reply being written. */
    byte[] out() {
        return out;
    }

    /**
     * Notes that what a connection holds grew or shrank. Where that makes too much of it all, whoever holds most is closed.
     *
     * @return false when that is the connection itself: it is to be closed
     */
    boolean hold(int octets, ClientConnection connection) {
        held += octets;
        while (octets > 0 && held > MOST_HELD) {
            ClientConnection heaviest = connections.heaviest();
            if (heaviest == null || heaviest == connection) {
                return false;
            }
            heaviest.close();
        }
        return true;
    }

    /** Whether one more socket towards an upstream may be opened; if so it is counted. */
    boolean takeDescriptor() {
        if (descriptors == 0) {
            return false;
        }
        descriptors--;
        return true;
    }

    void descriptorFree() {
        descriptors++;
    }
}
