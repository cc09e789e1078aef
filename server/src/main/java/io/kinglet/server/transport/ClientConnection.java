package io.kinglet.server.transport;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One connection of a client, as {@link ClientConnections} bounds and times it. Event-loop confined. */
interface ClientConnection {

    /** What accepted it. */
    Listeners owner();

    /** Whether answers are still to come: it does not give way to others then. */
    boolean owesAnswers();

    /** Its part of the connections that may be open. */
    int weight();

    /** What it holds of its loop's memory. */
    Holding holding();

    /** Where it comes from; null where that is no address of IP. */
    @Nullable
    InetAddress peer();

    /** Whether the client has taken longer than it may. */
    boolean overdue(long now);

    /** Takes no more queries, answers what has come whole, then closes. */
    void end();

    /** Closes at once, and holds nothing from then on. */
    void close();

    /** The address at the other end of a channel; null where there is none of IP. */
    static @Nullable InetAddress peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }
}
