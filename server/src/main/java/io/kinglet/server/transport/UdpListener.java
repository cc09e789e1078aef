package io.kinglet.server.transport;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.server.transport.proxy.DatagramSource;
import io.kinglet.server.transport.proxy.ProxiedClient;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Answers the datagrams of one socket. Replies leave together, once the batch that was received is worked off.
 *
 * <p>On native epoll a datagram over {@link EventLoops#BATCH_SLOT} octets arrives cut off; what can still be read of it is
 * answered, otherwise it is FORMERR. Event-loop confined.
 */
final class UdpListener extends ChannelInboundHandlerAdapter implements ReplySink, LateReply.Recipient {

    private static final System.Logger LOG = System.getLogger(UdpListener.class.getName());

    private final Lane lane;
    private final Responder responder;
    private final LongAdder dropped;
    private final Channel channel;
    private final @Nullable DatagramSource proxied;
    private final Sender sender = new Sender();
    private long batchNanos;
    private int waiting;
    private boolean ending;
    private boolean complained;

    /**
     * @param proxied who is behind proxies; null where clients come themselves
     */
    UdpListener(Channel channel, Lane lane, Responder responder, LongAdder dropped, @Nullable DatagramSource proxied) {
        this.proxied = proxied;
        this.channel = channel;
        this.lane = lane;
        this.responder = responder;
        this.dropped = dropped;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            ByteBuf content = packet.content();
            if (batchNanos == 0) {
                batchNanos = System.nanoTime();
            }
            InetSocketAddress peer = packet.sender();
            Client client = proxied == null ? sender.is(peer) : proxied.of(content, peer, batchNanos);
            if (client == null) {
                return;
            }
            byte[] in = lane.in();
            int length = Math.min(content.readableBytes(), in.length);
            content.getBytes(content.readerIndex(), in, 0, length);
            int size = lane.respond(responder, length, Transport.UDP, client, batchNanos, this);
            if (size > 0) {
                reply(peer, size);
            }
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        batchNanos = 0;
        context.flush();
    }

    private void reply(InetSocketAddress client, int size) {
        // Port 0 is a forged source; and a queue that the network does not take must not grow.
        if (client.getPort() == 0 || !channel.isWritable()) {
            dropped.increment();
            return;
        }
        ByteBuf octets = channel.alloc().directBuffer(size).writeBytes(lane.out(), 0, size);
        channel.write(new DatagramPacket(octets, client), channel.voidPromise());
    }

    @Override
    public void answerLater(Query query, CompletionStage<Answer> stage) {
        waiting++;
        stage.whenComplete(new LateReply(lane, this, query));
    }

    @Override
    public void arrived(Query asked, @Nullable Answer answer, @Nullable Throwable failure) {
        waiting--;
        int size = responder.complete(asked, answer, failure, lane.out());
        Client client = asked.client();
        if (size > 0 && client != null && channel.isActive()) {
            reply(ProxiedClient.recipient(client), size);
            channel.flush();
        }
        closeWhenDone();
    }

    /** Takes no more queries, and closes the socket when the last answer is given. */
    void end() {
        ending = true;
        channel.config().setAutoRead(false);
        closeWhenDone();
    }

    private void closeWhenDone() {
        if (ending && waiting == 0) {
            channel.close();
        }
    }

    /** A reply that could not be sent concerns one client alone; a bug concerns us. Both are told once per socket. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof RuntimeException || !complained) {
            complained = true;
            LOG.log(Level.WARNING, () -> "UDP socket " + channel.localAddress() + ": a reply was not sent", cause);
        }
    }
}
