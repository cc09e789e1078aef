package io.kinglet.k8s.signals;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.Client;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one thread that wait to be drained by another, and what the thread remembers having noted: in each row the last few
 * pairs whose hash leads there. With one place for each hash, two pairs that met there would push each other out for ever, and
 * be noted with every lookup. What is forgotten is noted again, and no more.
 */
final class LookupRing {

    private static final int PLACES = 1 << 10;
    private static final int LONGEST_ADDRESS = 16;
    private static final int REMEMBERED = 1 << 14;
    private static final int ROW = 8;

    /** The span of time in which a pair is noted once: 2^35 nanoseconds are 34 seconds. */
    private static final int SPAN_BITS = 35;

    /** A lookup in so many nanoseconds is looked at, of more a part: 50,000 a second, and as many as this at once. */
    private static final long STEP = 20_000;

    private static final int BURST = 64;

    private final long[] seen = new long[REMEMBERED];
    private final byte[] address = new byte[LONGEST_ADDRESS];
    private long next = Long.MIN_VALUE / 2;

    private final @Nullable byte[][] services = new byte[PLACES][];
    private final byte[] addresses = new byte[PLACES * LONGEST_ADDRESS];
    private final byte[] lengths = new byte[PLACES];
    /** Lookups noted, by the thread that notes; what is below it may be read. */
    private final AtomicLong noted = new AtomicLong();
    /** Lookups drained, by the thread that drains; their places may be written. */
    private final AtomicLong drained = new AtomicLong();

    /**
     * Notes a lookup, unless this span of time has it already. Only the thread whose ring it is.
     *
     * @param nanos the time of the query; 0 when nobody took it
     * @return false when there is no room
     */
    boolean add(Client client, byte[] service, long nanos) {
        long now = nanos == 0 ? System.nanoTime() : nanos;
        if (next - now > 0) {
            return true;
        }
        next = Math.max(next, now - BURST * STEP) + STEP;
        int length = client.copyAddress(address);
        long span = now >>> SPAN_BITS;
        long pair =
                Octets.hash(Octets.hash(address, 0, length), span << Integer.SIZE | System.identityHashCode(service));
        int row = (int) pair & REMEMBERED - ROW;
        for (int i = row; i < row + ROW; i++) {
            if (seen[i] == pair) {
                return true;
            }
        }
        // Remembered even where there is no room: it is tried once in a span and not with every lookup.
        System.arraycopy(seen, row, seen, row + 1, ROW - 1);
        seen[row] = pair;
        long number = noted.getPlain();
        if (number - drained.getAcquire() >= PLACES) {
            return false;
        }
        int place = (int) number & PLACES - 1;
        services[place] = service;
        System.arraycopy(address, 0, addresses, place * LONGEST_ADDRESS, length);
        lengths[place] = (byte) length;
        noted.setRelease(number + 1);
        return true;
    }

    /** Only the thread that drains. */
    void drain(BooleanSupplier more, Lookups.Taker taker) {
        long from = drained.getPlain();
        long to = noted.getAcquire();
        byte[] client = new byte[LONGEST_ADDRESS];
        for (long number = from; number < to && more.getAsBoolean(); number++) {
            int place = (int) number & PLACES - 1;
            byte[] service = services[place];
            int length = lengths[place];
            System.arraycopy(addresses, place * LONGEST_ADDRESS, client, 0, length);
            services[place] = null;
            drained.setRelease(number + 1);
            if (service != null) {
                taker.take(client, length, service);
            }
        }
    }
}
