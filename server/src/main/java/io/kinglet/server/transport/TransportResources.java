package io.kinglet.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The threads of one server and what its listeners share. Any thread; close it after the last listener. */
public final class TransportResources implements AutoCloseable {

    private final TransportLimits limits;
    private final EventLoops eventLoops;
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder repliesDropped = new LongAdder();
    private final List<Lane> lanes = new ArrayList<>();

    /** On native epoll where it is available. */
    public TransportResources(TransportLimits limits) {
        this(limits, EventLoops.epollAvailable());
    }

    /**
     * @param epoll native epoll, which must be available then; otherwise NIO
     */
    public TransportResources(TransportLimits limits, boolean epoll) {
        this.limits = limits;
        eventLoops = new EventLoops(limits.eventLoops(), epoll);
        int share = Math.max(1, connectionBound(limits.connections()) / limits.eventLoops());
        for (EventLoop loop : eventLoops.loops()) {
            lanes.add(new Lane(loop, new TcpConnections(loop, limits, share, connectionsRefused)));
        }
    }

    /** Leaves descriptors for upstreams, the API server and the probes, which matter more than one client more. */
    private static int connectionBound(int wanted) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return wanted;
        }
        long most = system.getMaxFileDescriptorCount();
        long reserved = Math.max(64, Math.min(1500, most / 3));
        long free = most - system.getOpenFileDescriptorCount() - reserved;
        return (int) Math.min(wanted, Math.max(8, free));
    }

    /** Whether native epoll carries the sockets; NIO otherwise. */
    public boolean epoll() {
        return eventLoops.epoll();
    }

    /** TCP connections closed because there were too many, since the start. */
    public long connectionsRefused() {
        return connectionsRefused.sum();
    }

    /** UDP replies not sent because the network did not take them, since the start. */
    public long repliesDropped() {
        return repliesDropped.sum();
    }

    TransportLimits limits() {
        return limits;
    }

    EventLoops eventLoops() {
        return eventLoops;
    }

    List<Lane> lanes() {
        return lanes;
    }

    LongAdder droppedReplies() {
        return repliesDropped;
    }

    /** Ends the threads; whatever is still open is closed. Not to be called on an event loop. */
    @Override
    public void close() {
        eventLoops.close();
    }
}
