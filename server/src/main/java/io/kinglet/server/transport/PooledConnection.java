package io.kinglet.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/** A connection to an upstream that carries many questions at once, as its pool sees it. Event-loop confined. */
sealed interface PooledConnection extends ChannelHandler permits UpstreamConnection, HttpsConnection {

    /** Questions it carries and somebody waits for. */
    int load();

    /** With how many of them another connection is opened, if there may be more. */
    int fullAt();

    /** Whether it takes one more. */
    boolean usable();

    /**
     * Whether it is so old that another one should take its place.
     *
     * @param now by {@link System#nanoTime}
     */
    boolean isAged(long now);

    /** Called when a question is about to be put on it that was not the reason to open it. */
    void reuse();

    /** Called once, at the beginning. */
    void opening(Channel opening);

    void ask(TcpQuestion question);

    /** A question it carries was not answered in time. */
    void timedOut(TcpQuestion question);

    /** Takes no more questions, and closes when the last one is answered. */
    void retire();

    /** Closes it; what it still carried is asked once more when the connection was an old one. */
    void end(String reason);
}
