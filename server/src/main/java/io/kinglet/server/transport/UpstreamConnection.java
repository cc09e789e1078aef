package io.kinglet.server.transport;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream, over TCP or TLS, that carries many questions at once, told apart by their IDs (RFC 7766 section 6.2.1).
 *
 * <p>The ID of a question that timed out stays taken until its reply comes or the connection ends, so no answer reaches another
 * question. Event-loop confined.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements PooledConnection {

    /** Far enough below 65,536 that a free ID is found by drawing. */
    private static final int MOST_QUESTIONS = 20_000;

    private static final int MOST_ABANDONED = 1000;

    private static final String NOTHING_HEARD = "nothing was heard from the upstream";

    private final UpstreamPool pool;
    private final Lane lane;
    private final @Nullable SslHandler tls;
    private final IdleTime idle;
    private final long aged;
    private final FrameBuffer frames = new FrameBuffer();
    private final Map<Integer, TcpQuestion> waiting = new HashMap<>();
    private final List<Integer> unsent = new ArrayList<>();
    private @Nullable Channel channel;
    private boolean reused;
    private boolean connected;
    private boolean unusable;
    private int abandoned;
    private long heard;
    private long heardAtTimeout = -1;

    UpstreamConnection(
            UpstreamPool pool, Lane lane, UpstreamRoute route, @Nullable SslHandler tls, long expireNanos, long aged) {
        this.pool = pool;
        this.lane = lane;
        this.tls = tls;
        idle = new IdleTime(lane, route, expireNanos);
        this.aged = aged;
    }

    @Override
    public boolean isAged(long now) {
        return now - aged >= 0;
    }

    @Override
    public int load() {
        return waiting.size() - abandoned;
    }

    @Override
    public int fullAt() {
        return 1;
    }

    @Override
    public boolean usable() {
        return !unusable && waiting.size() < MOST_QUESTIONS;
    }

    @Override
    public void reuse() {
        reused = true;
    }

    @Override
    public void opening(Channel opening) {
        channel = opening;
        if (unusable) {
            end(NOTHING_HEARD);
        }
    }

    @Override
    public void ask(TcpQuestion question) {
        if (channel == null) {
            question.finish(new Outcome.Broken("no connection"));
            return;
        }
        idle.over();
        question.carriedBy(this);
        int id = lane.queryIds().next();
        while (waiting.containsKey(id)) {
            id = lane.queryIds().next();
        }
        waiting.put(id, question);
        if (connected) {
            write(channel, id, question.asked());
            channel.flush();
        } else {
            unsent.add(id);
        }
    }

    private static void write(Channel channel, int id, Query asked) {
        ByteBuf octets = channel.alloc().directBuffer(2 + asked.length());
        octets.writeShort(asked.length()).writeShort(id).writeBytes(asked.octets(), 2, asked.length() - 2);
        channel.write(octets, channel.voidPromise());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (tls != null) {
            context.pipeline().addBefore(context.name(), "tls", tls);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (tls == null) {
            ready(context);
        }
    }

    /** Over TLS nothing is sent before the upstream has shown who it is. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ready(context);
            } else {
                end(UpstreamSockets.broken(handshake.cause()).problem());
            }
        }
    }

    private void ready(ChannelHandlerContext context) {
        connected = true;
        for (Integer id : unsent) {
            TcpQuestion question = waiting.get(id);
            if (question != null) {
                write(context.channel(), id, question.asked());
            }
        }
        unsent.clear();
        context.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        ByteBuf octets = (ByteBuf) received;
        try {
            heard += octets.readableBytes();
            frames.append(octets);
        } finally {
            octets.release();
        }
        byte[] message = lane.in();
        for (int length = frames.next(message); length >= 0 && channel != null; length = frames.next(message)) {
            if (!reply(message, length)) {
                end("the upstream sent what nobody asked for");
                return;
            }
        }
        rest();
    }

    private boolean reply(byte[] message, int length) {
        TcpQuestion question = length < Header.LENGTH ? null : waiting.get(Header.u16(message, 0));
        if (question == null) {
            return false;
        }
        RelayedMessage reply = RelayedMessage.read(message, length, question.asked());
        if (reply != null) {
            waiting.remove(Header.u16(message, 0));
            abandoned -= question.over() ? 1 : 0;
            question.finish(new Outcome.Reply(reply));
        }
        return reply != null;
    }

    @Override
    public void timedOut(TcpQuestion question) {
        abandoned++;
        // Not an octet since the last time this happened: whatever is at the other end is not to be trusted with more.
        if (heard == heardAtTimeout || heard == 0 || abandoned > MOST_ABANDONED) {
            unusable = true;
            pool.forget(this);
        }
        heardAtTimeout = heard;
        rest();
    }

    @Override
    public void retire() {
        unusable = true;
        pool.forget(this);
        rest();
    }

    /** Closes it when it has nothing to do for long, or nothing more to do. */
    private void rest() {
        if (load() > 0) {
            return;
        }
        if (unusable) {
            end(NOTHING_HEARD);
        } else {
            idle.begin(() -> end("idle"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the upstream closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(UpstreamSockets.broken(cause).problem());
    }

    @Override
    public void end(String reason) {
        idle.over();
        unusable = true;
        pool.forget(this);
        unsent.clear();
        frames.clear();
        List<TcpQuestion> orphans = new ArrayList<>(waiting.values());
        waiting.clear();
        abandoned = 0;
        if (channel != null) {
            // One that could not be made is not open, and throws when closed.
            if (channel.isOpen()) {
                channel.close();
            }
            channel = null;
            lane.descriptorFree();
        }
        pool.orphaned(orphans, reused, reason);
    }
}
