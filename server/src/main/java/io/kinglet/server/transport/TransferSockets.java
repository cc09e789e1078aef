package io.kinglet.server.transport;

import io.kinglet.dns.transfer.TransferClient;
import io.kinglet.dns.wire.Header;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks primaries for their zones, each time on a TCP connection of its own. Any thread. */
public final class TransferSockets implements TransferClient {

    private final TransportResources resources;
    private final Duration patience;

    /**
     * @param patience how long a primary may take to accept a connection, and from one octet to the next
     */
    public TransferSockets(TransportResources resources, Duration patience) {
        this.resources = resources;
        this.patience = patience;
    }

    @Override
    public void fetch(InetSocketAddress primary, byte[] query, Receiver receiver) {
        Lane lane = resources.lane();
        try {
            lane.loop().execute(() -> fetch(lane, primary, query, receiver));
        } catch (RejectedExecutionException e) {
            receiver.ended("closed");
        }
    }

    private void fetch(Lane lane, InetSocketAddress primary, byte[] query, Receiver receiver) {
        if (!lane.takeDescriptor()) {
            receiver.ended(UpstreamSockets.tooMany().problem());
            return;
        }
        Bootstrap sockets = resources
                .eventLoops()
                .tcpClient(lane.loop(), primary.getAddress())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis());
        new Fetch(lane, query.clone(), receiver, patience.toNanos()).start(sockets, primary);
    }

    /** One transfer. Event-loop confined. */
    private static final class Fetch extends ChannelInboundHandlerAdapter {

        private final Lane lane;
        private final byte[] query;
        private final int id;
        private final Receiver receiver;
        private final long patience;
        private final FrameBuffer frames = new FrameBuffer();
        private @Nullable Channel channel;
        private @Nullable Future<?> timer;
        private boolean over;

        Fetch(Lane lane, byte[] query, Receiver receiver, long patience) {
            this.lane = lane;
            this.query = query;
            this.receiver = receiver;
            this.patience = patience;
            id = lane.queryIds().next();
            Header.putU16(query, 0, id);
        }

        void start(Bootstrap sockets, InetSocketAddress primary) {
            ChannelFuture connecting = sockets.handler(this).connect(primary);
            channel = connecting.channel();
            connecting.addListener(it -> {
                Throwable cause = it.cause();
                if (cause == null) {
                    await();
                    ByteBuf octets = connecting.channel().alloc().directBuffer(2 + query.length);
                    connecting
                            .channel()
                            .writeAndFlush(octets.writeShort(query.length).writeBytes(query));
                } else {
                    lane.run(() -> finish(UpstreamSockets.broken(cause).problem()));
                }
            });
        }

        private void await() {
            if (timer != null) {
                timer.cancel(false);
            }
            timer = lane.loop()
                    .schedule(
                            () -> finish("nothing came for " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms"),
                            patience,
                            TimeUnit.NANOSECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object received) {
            ByteBuf octets = (ByteBuf) received;
            try {
                if (over) {
                    return;
                }
                frames.append(octets);
            } finally {
                octets.release();
            }
            await();
            byte[] message = lane.in();
            for (int length = frames.next(message); length >= 0 && !over; length = frames.next(message)) {
                if (length < Header.LENGTH || Header.u16(message, 0) != id) {
                    finish("what came is no reply");
                } else if (!receiver.message(message, length)) {
                    finish(null);
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            finish("the primary closed the connection");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            finish(UpstreamSockets.broken(cause).problem());
        }

        private void finish(@Nullable String problem) {
            if (over) {
                return;
            }
            over = true;
            if (timer != null) {
                timer.cancel(false);
            }
            frames.clear();
            lane.descriptorFree();
            // One that could not be made is not open, and throws when closed.
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
            receiver.ended(problem);
        }
    }
}
