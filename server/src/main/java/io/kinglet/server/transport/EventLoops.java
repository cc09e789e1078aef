package io.kinglet.server.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads, and the one place that knows whether they run on native epoll or on NIO. Any thread. */
final class EventLoops {

    /** Octets of one datagram of a batch: queries are far smaller, what is cut off reads as malformed. */
    static final int BATCH_SLOT = 2048;

    /** Datagrams of one recvmmsg; Netty's own cost grows with slots, used or not, so more is slower. */
    private static final int BATCH = 8;

    private static final int READS_PER_FLUSH = 4 * BATCH;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int LARGEST_DATAGRAM = 0xffff;

    private final boolean epoll;
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();

    EventLoops(int threads, boolean epoll) {
        this.epoll = epoll;
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(threads, daemonThreads(), io);
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
    }

    static boolean epollAvailable() {
        return Epoll.isAvailable();
    }

    private static ThreadFactory daemonThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, "kinglet-dns-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    boolean epoll() {
        return epoll;
    }

    List<EventLoop> loops() {
        return loops;
    }

    EventLoop next() {
        return group.next();
    }

    /** Whether several UDP sockets may share a port, the kernel spreading clients over them. */
    boolean sharesPort() {
        return epoll || System.getProperty("os.name").startsWith("Linux");
    }

    /** A UDP socket that answers, for an address of the family given. */
    Bootstrap udpListener(EventLoop loop, InetAddress address) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(512 << 10, 1 << 20));
        SocketProtocolFamily family = family(address);
        if (epoll) {
            return bootstrap
                    .channelFactory(() -> new EpollDatagramChannel(family))
                    .option(EpollChannelOption.SO_REUSEPORT, true)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, BATCH_SLOT)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(BATCH_SLOT * BATCH).maxMessagesPerRead(READS_PER_FLUSH));
        }
        if (sharesPort()) {
            bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
        }
        return bootstrap
                .channelFactory(() -> new NioDatagramChannel(family))
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(LARGEST_DATAGRAM).maxMessagesPerRead(READS_PER_FLUSH));
    }

    ServerBootstrap tcpListener(InetAddress address) {
        SocketProtocolFamily family = family(address);
        ServerBootstrap bootstrap = new ServerBootstrap().group(group);
        if (epoll) {
            return bootstrap.channelFactory(() -> new EpollServerSocketChannel(family));
        }
        return bootstrap.channelFactory(() -> new NioServerSocketChannel(SelectorProvider.provider(), family));
    }

    /**
     * A UDP socket that asks.
     *
     * @param largest octets of the largest reply it takes
     */
    Bootstrap udpClient(EventLoop loop, InetAddress peer, int largest) {
        SocketProtocolFamily family = family(peer);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .disableResolver()
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(largest));
        return epoll
                ? bootstrap.channelFactory(() -> new EpollDatagramChannel(family))
                : bootstrap.channelFactory(() -> new NioDatagramChannel(family));
    }

    /** A TCP connection that asks. */
    Bootstrap tcpClient(EventLoop loop, InetAddress peer) {
        SocketProtocolFamily family = family(peer);
        Bootstrap bootstrap = new Bootstrap().group(loop).disableResolver();
        return epoll
                ? bootstrap.channelFactory(() -> new EpollSocketChannel(family))
                : bootstrap.channelFactory(() -> new NioSocketChannel(SelectorProvider.provider(), family));
    }

    private static SocketProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    /** Ends the threads; returns when they have ended, or after two seconds. */
    void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
