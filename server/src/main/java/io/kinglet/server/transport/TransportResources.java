package io.kinglet.server.transport;

import io.kinglet.dns.resolver.Scheduler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The threads of one server and what its listeners share. Any thread; close it after the last listener. */
public final class TransportResources implements AutoCloseable {

    /** Threads that front ends may have: hosts can have more addresses than any machine has use for threads. */
    private static final int MOST_THREADS = 16;

    private final TransportLimits limits;
    private final @Nullable UdpFrontEnd frontEnd;
    private final Semaphore threads = new Semaphore(MOST_THREADS);
    private final EventLoops eventLoops;
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder repliesDropped = new LongAdder();
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TransportResources::handshakeThread);
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Lane> lanes = new ArrayList<>();

    /** On native epoll where it is available, and with a {@link UdpFrontEnd} where there is one that works. */
    public TransportResources(TransportLimits limits) {
        this(limits, EventLoops.epollAvailable(), FrontEnds.find());
    }

    /**
     * @param epoll native epoll, which must be available then; otherwise NIO
     */
    public TransportResources(TransportLimits limits, boolean epoll) {
        this(limits, epoll, null);
    }

    private TransportResources(TransportLimits limits, boolean epoll, @Nullable UdpFrontEnd frontEnd) {
        this.limits = limits;
        this.frontEnd = frontEnd;
        handshakes.allowCoreThreadTimeOut(true);
        eventLoops = new EventLoops(limits.eventLoops(), epoll);
        Descriptors descriptors = Descriptors.of(limits);
        int clients = Math.max(1, descriptors.clients() / limits.eventLoops());
        int upstreams = Math.max(1, descriptors.upstreams() / limits.eventLoops());
        for (EventLoop loop : eventLoops.loops()) {
            lanes.add(new Lane(loop, new ClientConnections(loop, limits, clients, connectionsRefused), upstreams));
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

    void refusedConnection() {
        connectionsRefused.increment();
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

    /** That of the calling thread, or else any. */
    Lane lane() {
        Lane own = Thread.currentThread() instanceof LaneThread thread ? thread.lane() : null;
        for (Lane lane : lanes) {
            if (lane == own || lane.loop().inEventLoop()) {
                return lane;
            }
        }
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    }

    /** What carries UDP; null for the event loops. */
    @Nullable
    UdpFrontEnd frontEnd() {
        return frontEnd;
    }

    /** Threads of front ends, to be taken and given back. */
    Semaphore threads() {
        return threads;
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

    /** Where handshakes compute: signatures take a thousand times as long as an answer, which must not wait for them. */
    Executor handshakes() {
        return handshakes;
    }

    LongAdder droppedReplies() {
        return repliesDropped;
    }

    /** Ends the threads; whatever is still open is closed. Not to be called on an event loop. */
    @Override
    public void close() {
        eventLoops.close();
        handshakes.shutdownNow();
    }

    private static Thread handshakeThread(Runnable task) {
        Thread thread = new Thread(task, "kinglet-tls");
        thread.setDaemon(true);
        return thread;
    }
}
