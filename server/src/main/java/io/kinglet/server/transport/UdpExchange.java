package io.kinglet.server.transport;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.AnswerChain;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question over UDP, on a socket of its own: the kernel draws its port, and takes datagrams from the upstream's address and
 * port alone. Whatever else arrives is ignored until the time is over. Event-loop confined.
 */
final class UdpExchange extends ChannelInboundHandlerAdapter {

    private static final long CIRCULAR_WAIT = 400_000_000L;

    private final Lane lane;
    private final Query asked;
    private final int id;
    private final CompletableFuture<Outcome> outcome;
    private final boolean exactCase;
    private @Nullable Channel channel;
    private @Nullable Future<?> timer;
    private @Nullable RelayedMessage circular;

    /**
     * @param exactCase whether a reply has to bear the very letters of QNAME, upper and lower case
     */
    UdpExchange(Lane lane, Query asked, CompletableFuture<Outcome> outcome, boolean exactCase) {
        this.lane = lane;
        this.asked = asked;
        this.outcome = outcome;
        this.exactCase = exactCase;
        id = lane.queryIds().next();
    }

    /**
     * @param source null for any address of this machine
     */
    void start(Bootstrap sockets, InetSocketAddress upstream, @Nullable InetSocketAddress source, long timeoutNanos) {
        timer = lane.loop().schedule(() -> finish(new Outcome.TimedOut()), timeoutNanos, TimeUnit.NANOSECONDS);
        ChannelFuture connecting = sockets.handler(this).connect(upstream, source);
        channel = connecting.channel();
        connecting.addListener(it -> {
            Throwable cause = it.cause();
            if (cause == null) {
                send(connecting.channel());
            } else {
                lane.run(() -> finish(UpstreamSockets.broken(cause)));
            }
        });
    }

    private void send(Channel connected) {
        ByteBuf octets = connected.alloc().directBuffer(asked.length());
        octets.writeShort(id).writeBytes(asked.octets(), 2, asked.length() - 2);
        connected.writeAndFlush(octets).addListener(it -> {
            Throwable cause = it.cause();
            if (cause != null) {
                finish(UpstreamSockets.broken(cause));
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        DatagramPacket packet = (DatagramPacket) received;
        try {
            ByteBuf content = packet.content();
            int length = content.readableBytes();
            byte[] message = lane.in();
            if (length < Header.LENGTH || length > message.length || outcome.isDone()) {
                return;
            }
            content.getBytes(content.readerIndex(), message, 0, length);
            RelayedMessage reply = Header.u16(message, 0) == id ? RelayedMessage.read(message, length, asked) : null;
            if (reply != null && (!exactCase || hasSameLetters(message))) {
                received(reply);
            }
        } finally {
            packet.release();
        }
    }

    /** A chain that leads in a circle is what a liar says, or a mistake in a zone: it counts if nothing better comes for a while. */
    private void received(RelayedMessage reply) {
        if (!AnswerChain.isCircular(reply, asked)) {
            finish(new Outcome.Reply(reply));
        } else if (circular == null) {
            circular = reply;
            lane.loop().schedule(() -> finish(new Outcome.Reply(reply)), CIRCULAR_WAIT, TimeUnit.NANOSECONDS);
        }
    }

    private boolean hasSameLetters(byte[] message) {
        int end = Query.QNAME_OFFSET + asked.qnameLength();
        return Arrays.equals(message, Query.QNAME_OFFSET, end, asked.octets(), Query.QNAME_OFFSET, end);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(new Outcome.Broken("closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        finish(UpstreamSockets.broken(cause));
    }

    private void finish(Outcome result) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
            lane.descriptorFree();
            // One that could not be made is not open, and throws when closed.
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
            outcome.complete(result);
        }
    }
}
