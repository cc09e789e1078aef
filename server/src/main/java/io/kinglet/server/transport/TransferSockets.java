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
    private final TransferPatience patience;

    public TransferSockets(TransportResources resources, TransferPatience patience) {
        this.resources = resources;
        this.patience = patience;
    }

    @Override
    public Fetch fetch(InetSocketAddress primary, byte[] query, Receiver receiver) {
        Lane lane = resources.lane();
        Incoming incoming = new Incoming(lane, query.clone(), receiver, patience);
        try {
            lane.loop().execute(() -> begin(incoming, lane, primary));
        } catch (RejectedExecutionException e) {
            receiver.ended("closed");
        }
        return incoming;
    }

    private void begin(Incoming incoming, Lane lane, InetSocketAddress primary) {
        incoming.start(
                resources
                        .eventLoops()
                        .tcpClient(lane.loop(), primary.getAddress())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                                patience.silence().toMillis()),
                primary);
    }

    /** One transfer. Event-loop confined, but for {@link #cancel}. */
    private static final class Incoming extends ChannelInboundHandlerAdapter implements Fetch {

        private final Lane lane;
        private final byte[] query;
        private int id;
        private final Receiver receiver;
        private final TransferPatience patience;
        private final FrameBuffer frames = new FrameBuffer();
        private @Nullable Channel channel;
        private @Nullable Future<?> silence;
        private @Nullable Future<?> whole;
        private @Nullable Future<?> window;
        private long received;
        private boolean begun;
        private boolean over;

        Incoming(Lane lane, byte[] query, Receiver receiver, TransferPatience patience) {
            this.lane = lane;
            this.query = query;
            this.receiver = receiver;
            this.patience = patience;
        }

        void start(Bootstrap sockets, InetSocketAddress primary) {
            if (over) {
                return;
            }
            if (!lane.takeDescriptor()) {
                finish(UpstreamSockets.tooMany().problem());
                return;
            }
            begun = true;
            id = lane.queryIds().next();
            Header.putU16(query, 0, id);
            whole = after(
                    patience.whole(),
                    () -> finish("not all came in " + patience.whole().toMillis() + " ms"));
            ChannelFuture connecting = sockets.handler(this).connect(primary);
            channel = connecting.channel();
            connecting.addListener(it -> {
                Throwable cause = it.cause();
                if (over) {
                    return;
                }
                if (cause == null) {
                    await();
                    progress();
                    ByteBuf octets = connecting.channel().alloc().directBuffer(2 + query.length);
                    connecting
                            .channel()
                            .writeAndFlush(octets.writeShort(query.length).writeBytes(query));
                } else {
                    lane.run(() -> finish(UpstreamSockets.broken(cause).problem()));
                }
            });
        }

        private Future<?> after(Duration time, Runnable task) {
            return lane.loop().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void await() {
            cancel(silence);
            silence = after(
                    patience.silence(),
                    () -> finish("nothing came for " + patience.silence().toMillis() + " ms"));
        }

        /** From now on a window of time must bring enough. */
        private void progress() {
            received = 0;
            window = after(patience.window(), () -> {
                if (received < patience.octets()) {
                    finish("no more than " + received + " octets came in "
                            + patience.window().toMillis() + " ms");
                } else {
                    progress();
                }
            });
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            try {
                if (over) {
                    return;
                }
                received += octets.readableBytes();
                frames.append(octets);
            } finally {
                octets.release();
            }
            await();
            byte[] in = lane.in();
            for (int length = frames.next(in); length >= 0 && !over; length = frames.next(in)) {
                if (length < Header.LENGTH || Header.u16(in, 0) != id) {
                    finish("what came is no reply");
                } else if (!receiver.message(in, length)) {
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

        @Override
        public void cancel() {
            try {
                lane.loop().execute(() -> finish("broken off"));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and with it every connection on it.
                return;
            }
        }

        private void finish(@Nullable String problem) {
            if (over) {
                return;
            }
            over = true;
            cancel(silence);
            cancel(whole);
            cancel(window);
            frames.clear();
            if (begun) {
                lane.descriptorFree();
            }
            // One that could not be made is not open, and throws when closed.
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
            receiver.ended(problem);
        }

        private static void cancel(@Nullable Future<?> timer) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
