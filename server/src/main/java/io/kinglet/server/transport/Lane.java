package io.kinglet.server.transport;

import io.netty.channel.EventLoop;

/** One event loop and what belongs to it alone, shared by all listeners on that loop. Event-loop confined. */
final class Lane {

    /** Octets of unfinished TCP messages that all connections of a loop may hold together. */
    private static final int MOST_HELD = 8 << 20;

    private final EventLoop loop;
    private final TcpConnections connections;
    private final byte[] in = new byte[0xffff];
    private final byte[] out = new byte[0xffff];
    private int held;

    Lane(EventLoop loop, TcpConnections connections) {
        this.loop = loop;
        this.connections = connections;
    }

    EventLoop loop() {
        return loop;
    }

    TcpConnections connections() {
        return connections;
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
     * Notes that unfinished messages grew or shrank.
     *
     * @return false when there is too much of them
     */
    boolean hold(int octets) {
        held += octets;
        return held <= MOST_HELD;
    }
}
