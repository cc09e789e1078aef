package io.kinglet.k8s.signals;

import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.zone.LookupObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of who looks up which Service, each pair about twice a minute at most. What does not fit is dropped and counted.
 * Any number of threads note; one drains.
 */
public final class Lookups implements LookupObserver {

    /** Threads that answer are as many as processors, or what {@code multisocket} says. */
    private static final int MOST_THREADS = 256;

    private final List<LookupRing> rings = new CopyOnWriteArrayList<>();
    private final ThreadLocal<@Nullable LookupRing> mine = ThreadLocal.withInitial(this::ring);
    private final LongAdder dropped = new LongAdder();

    private @Nullable LookupRing ring() {
        synchronized (rings) {
            if (rings.size() >= MOST_THREADS) {
                return null;
            }
            LookupRing ring = new LookupRing();
            rings.add(ring);
            return ring;
        }
    }

    @Override
    public void answered(Query query, byte[] service) {
        Client client = query.client();
        if (client == null) {
            return;
        }
        LookupRing ring = mine.get();
        if (ring == null || !ring.add(client, service, query.receivedNanos())) {
            dropped.increment();
        }
    }

    /**
     * Hands out what was noted since.
     *
     * @param more asked before each whether there is time for one more; the rest waits
     */
    void drain(BooleanSupplier more, Taker taker) {
        rings.forEach(ring -> ring.drain(more, taker));
    }

    /** Lookups that were not noted because too many were. */
    public long dropped() {
        return dropped.sum();
    }

    /** Takes a lookup. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param address of the client, in {@code length} octets; valid only during the call
         */
        void take(byte[] address, int length, byte[] service);
    }
}
