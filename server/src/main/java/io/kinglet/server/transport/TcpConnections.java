package io.kinglet.server.transport;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The open connections of one event loop, those longest without a query first. Event-loop confined. */
final class TcpConnections {

    private static final long LONGEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    private final EventLoop loop;
    private final int most;
    private final long period;
    private final LongAdder refused;
    private final Set<TcpConnection> open = new LinkedHashSet<>();
    private @Nullable Future<?> sweeps;

    TcpConnections(EventLoop loop, TransportLimits limits, int most, LongAdder refused) {
        this.loop = loop;
        this.most = most;
        this.refused = refused;
        long shortest = Math.min(
                limits.idle().toNanos(),
                Math.min(limits.read().toNanos(), limits.write().toNanos()));
        period = Math.max(1, Math.min(LONGEST_PERIOD, shortest / 4));
    }

    /**
     * Takes in a new connection; at the bound the one longest without a query and without answers to come gives way.
     *
     * @return false when there is no such connection: the new one is to be closed
     */
    boolean add(TcpConnection connection) {
        if (open.size() >= most) {
            refused.increment();
            TcpConnection oldest = longestIdle();
            if (oldest == null) {
                return false;
            }
            open.remove(oldest);
            oldest.close();
        }
        open.add(connection);
        if (sweeps == null) {
            sweeps = loop.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    private @Nullable TcpConnection longestIdle() {
        for (TcpConnection connection : open) {
            if (!connection.owesAnswers()) {
                return connection;
            }
        }
        return null;
    }

    /** A query came over this connection. */
    void used(TcpConnection connection) {
        if (open.remove(connection)) {
            open.add(connection);
        }
    }

    void remove(TcpConnection connection) {
        open.remove(connection);
        Future<?> running = sweeps;
        if (open.isEmpty() && running != null) {
            running.cancel(false);
            sweeps = null;
        }
    }

    /** Those of one listener, to be ended. */
    List<TcpConnection> of(Listeners owner) {
        List<TcpConnection> its = new ArrayList<>();
        for (TcpConnection connection : open) {
            if (connection.owner() == owner) {
                its.add(connection);
            }
        }
        return its;
    }

    private void sweep() {
        long now = System.nanoTime();
        List<TcpConnection> late = new ArrayList<>();
        for (TcpConnection connection : open) {
            if (connection.overdue(now)) {
                late.add(connection);
            }
        }
        late.forEach(TcpConnection::close);
    }
}
