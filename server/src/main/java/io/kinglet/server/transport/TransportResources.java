package io.kinglet.server.transport;

import io.kinglet.dns.resolver.Scheduler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The threads of one server and what its listeners share. Any thread; close it after the last listener. */
public final class TransportResources implements AutoCloseable {

    private final TransportLimits limits;
    private final EventLoops eventLoops;
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder repliesDropped = new LongAdder();
    private final AtomicInteger turn = new AtomicInteger();
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
        Descriptors descriptors = Descriptors.of(limits);
        int clients = Math.max(1, descriptors.clients() / limits.eventLoops());
        int upstreams = Math.max(1, descriptors.upstreams() / limits.eventLoops());
        for (EventLoop loop : eventLoops.loops()) {
            lanes.add(new Lane(loop, new TcpConnections(loop, limits, clients, connectionsRefused), upstreams));
        }
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

    /** Runs tasks on the event loops: on that of the caller, if it is on one. */
    public Scheduler scheduler() {
        return (task, nanos) -> {
            Future<?> scheduled = lane().loop().schedule(task, nanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    /** That of the calling event loop, or else any. */
    Lane lane() {
        for (Lane lane : lanes) {
            if (lane.loop().inEventLoop()) {
                return lane;
            }
        }
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
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
