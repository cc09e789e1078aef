package io.kinglet.dns.cache;

import io.kinglet.dns.wire.Query;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a shelf that were asked for last, one to a slot: most hits are found here by the octets of the query, without a
 * key, and without a note to the shelf that someone has read. What the shelf has let go of is not found. Any thread.
 */
final class Front {

    private static final int MOST = 1 << 16;
    private static final int LEAST = 64;

    private final AtomicReferenceArray<@Nullable Entry> slots;
    private final int mask;

    /**
     * @param capacity entries of the shelf behind
     */
    Front(int capacity) {
        int size = Math.max(LEAST, Math.min(MOST, Integer.highestOneBit(capacity)));
        slots = new AtomicReferenceArray<>(size);
        mask = size - 1;
    }

    /** Null when it is not here; the shelf may have it. */
    @Nullable
    Entry find(Query query, int hash) {
        Entry entry = slots.getAcquire(hash & mask);
        return entry != null && entry.key().isOf(query, hash) && !entry.isGone() ? entry : null;
    }

    void put(Entry entry) {
        slots.setRelease(entry.key().hashCode() & mask, entry);
    }

    /** Keeps no octets of an entry alive that nobody can find. */
    void forget(Entry entry) {
        slots.compareAndSet(entry.key().hashCode() & mask, entry, null);
    }
}
