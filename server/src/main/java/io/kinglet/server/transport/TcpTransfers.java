package io.kinglet.server.transport;

import io.kinglet.dns.answer.TransferCursor;
import io.kinglet.dns.resolver.Responder;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The zone transfers of one connection, one after the other. A message is made when the client has taken those before it, so that a
 * transfer holds a few messages and never a zone; between a few messages other connections of the event loop have their turn.
 * Event-loop confined.
 */
final class TcpTransfers {

    /** Messages in one turn. */
    private static final int BURST = 4;

    private final Channel channel;
    private final Lane lane;
    private final Responder responder;
    private final TcpReplies replies;
    private final Deque<TransferCursor> open = new ArrayDeque<>();

    TcpTransfers(Channel channel, Lane lane, Responder responder, TcpReplies replies) {
        this.channel = channel;
        this.lane = lane;
        this.responder = responder;
        this.replies = replies;
    }

    void add(TransferCursor cursor) {
        open.add(cursor);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Forgets what the client will not read any more. */
    void clear() {
        open.clear();
    }

    /**
     * Writes a few messages, as far as the client takes them.
     *
     * @return how many transfers are complete; -1 when one broke off, which only closing the connection tells the client
     */
    int write() {
        int done = 0;
        for (int i = 0; i < BURST && !open.isEmpty() && channel.isWritable() && channel.isActive(); i++) {
            TransferCursor cursor = open.element();
            int length = responder.part(cursor, lane.out());
            if (length == 0) {
                return -1;
            }
            replies.add(lane.out(), length);
            replies.write();
            if (cursor.isDone()) {
                open.remove();
                done++;
            }
        }
        channel.flush();
        return done;
    }
}
