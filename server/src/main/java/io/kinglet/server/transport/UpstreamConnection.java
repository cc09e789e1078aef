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

    private final Lane lane;
    private final @Nullable SslHandler tls;
    private final ConnectionLife life;
    private final FrameBuffer frames = new FrameBuffer();
    private final Map<Integer, TcpQuestion> waiting = new HashMap<>();
    private final List<Integer> unsent = new ArrayList<>();
    private boolean connected;
    private int abandoned;

    UpstreamConnection(
            UpstreamPool pool, Lane lane, UpstreamRoute route, @Nullable SslHandler tls, long expireNanos, long aged) {
        this.lane = lane;
        this.tls = tls;
        life = new ConnectionLife(this, pool, lane, route, expireNanos, aged);
    }

    @Override
    public boolean isAged(long now) {
        return life.isAged(now);
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
        return !life.isGivenUp() && waiting.size() < MOST_QUESTIONS;
    }

    @Override
    public void reuse() {
        life.reuse();
    }

    @Override
    public void opening(Channel opening) {
        life.opening(opening);
    }

    @Override
    public void ask(TcpQuestion question) {
        Channel channel = life.carry(question);
        if (channel == null) {
            return;
        }
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
            life.heard(octets.readableBytes());
            frames.append(octets);
        } finally {
            octets.release();
        }
        byte[] message = lane.in();
        for (int length = frames.next(message); length >= 0 && life.isOpen(); length = frames.next(message)) {
            if (!reply(message, length)) {
                end("the upstream sent what nobody asked for");
                return;
            }
        }
        life.rest();
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
        life.timedOut(abandoned > MOST_ABANDONED);
    }

    @Override
    public void retire() {
        life.retire();
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
        unsent.clear();
        frames.clear();
        List<TcpQuestion> orphans = new ArrayList<>(waiting.values());
        waiting.clear();
        abandoned = 0;
        life.end(orphans, reason);
    }
}
