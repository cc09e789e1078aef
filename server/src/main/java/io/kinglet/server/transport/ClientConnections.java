package io.kinglet.server.transport;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The open connections of one event loop, those longest without a query first. Event-loop confined. */
final class ClientConnections {

    private static final long LONGEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    private final EventLoop loop;
    private final int most;
    private final long period;
    private final LongAdder refused;

    /** Looking one up makes it the last, and allocates nothing. The values are the keys. */
    private final Map<ClientConnection, ClientConnection> open = new LinkedHashMap<>(16, 0.75f, true);

    private int taken;
    private @Nullable Future<?> sweeps;

    ClientConnections(EventLoop loop, TransportLimits limits, int most, LongAdder refused) {
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
    boolean add(ClientConnection connection) {
        if (isTooMuch(connection)) {
            refused.increment();
        }
        while (isTooMuch(connection)) {
            ClientConnection oldest = longestIdle(null);
            if (oldest == null) {
                return false;
            }
            remove(oldest);
            oldest.close();
        }
        open.put(connection, connection);
        taken += connection.weight();
        if (sweeps == null) {
            sweeps = loop.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    private boolean isTooMuch(ClientConnection connection) {
        return !open.isEmpty() && taken + connection.weight() > most;
    }

    /**
     * The one longest without a query and without answers to come; null when there is none.
     *
     * @param owner whose it is; null for any
     */
    @Nullable
    ClientConnection longestIdle(@Nullable Listeners owner) {
        for (ClientConnection connection : open.keySet()) {
            if (!connection.owesAnswers() && (owner == null || connection.owner() == owner)) {
                return connection;
            }
        }
        return null;
    }

    /**
     * Of the address whose connections together hold the most memory, the one that holds the most; null when none holds any. So
     * whoever reads slowly over many connections makes room with his own.
     */
    @Nullable
    ClientConnection heaviest() {
        Map<@Nullable InetAddress, Integer> held = new HashMap<>();
        open.keySet().forEach(it -> held.merge(it.peer(), it.holding().octets(), Integer::sum));
        ClientConnection heaviest = null;
        long most = 0;
        for (ClientConnection connection : open.keySet()) {
            int own = connection.holding().octets();
            long rank = ((long) held.getOrDefault(connection.peer(), 0) << Integer.SIZE) + own;
            if (own > 0 && rank > most) {
                most = rank;
                heaviest = connection;
            }
        }
        return heaviest;
    }

    /** A query came over this connection. */
    void used(ClientConnection connection) {
        open.get(connection);
    }

    void remove(ClientConnection connection) {
        if (open.remove(connection) != null) {
            taken -= connection.weight();
        }
    }

    /** Those of one listener, to be ended. */
    List<ClientConnection> of(Listeners owner) {
        List<ClientConnection> its = new ArrayList<>();
        for (ClientConnection connection : open.keySet()) {
            if (connection.owner() == owner) {
                its.add(connection);
            }
        }
        return its;
    }

    private void sweep() {
        Future<?> running = sweeps;
        if (open.isEmpty() && running != null) {
            // Not as soon as the last one has gone: where clients bring one query each, that is all the time.
            running.cancel(false);
            sweeps = null;
        }
        long now = System.nanoTime();
        List<ClientConnection> late = new ArrayList<>();
        // Of a copy: one that is looked at may close another one.
        for (ClientConnection connection : List.copyOf(open.keySet())) {
            if (connection.overdue(now)) {
                late.add(connection);
            }
        }
        late.forEach(ClientConnection::close);
    }
}
