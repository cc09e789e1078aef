package io.kinglet.dns.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of entries, each with an end of its own; a full shelf lets go of what is asked for least. A message over the
 * size of a datagram counts as several, so that the octets kept are bounded too. Any thread.
 */
final class Shelf {

    /** Caffeine hears of one in so many hits: enough to tell what is popular, and to clear away what has expired. */
    private static final int HEARD_OF = 16;

    private final Cache<CacheKey, Entry> entries;
    private final Front front;
    private final long stale;
    private final byte[][] disabled;
    private final LongAdder hits = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /**
     * @param stale nanoseconds that an entry stays after it has expired
     */
    Shelf(CacheConfig.Shelving shelving, long stale, LongSupplier ticker) {
        this.stale = stale;
        front = new Front(shelving.capacity());
        disabled = shelving.disabled().stream().map(DomainName::canonicalOctets).toArray(byte[][]::new);
        entries = Caffeine.newBuilder()
                .maximumWeight(shelving.capacity())
                .weigher((CacheKey key, Entry entry) -> entry.weight())
                .ticker(ticker::getAsLong)
                .expireAfter(
                        Expiry.<CacheKey, Entry>writing((key, entry) -> Duration.ofNanos(entry.lifetime() + stale)))
                // No threads of our own: whoever reads or writes does a little of the housekeeping.
                .executor(Runnable::run)
                .<CacheKey, Entry>removalListener((key, entry, cause) -> removed(entry, cause))
                .build();
    }

    private void removed(@Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            entry.go();
            front.forget(entry);
        }
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
        }
    }

    /**
     * The entry for a query; it may have expired, but not for longer than entries stay.
     *
     * @param hash {@link CacheKey#hash(Query)}
     */
    @Nullable
    Entry find(Query query, int hash, long now) {
        Entry entry = front.find(query, hash);
        if (entry == null || query.rotation() % HEARD_OF == 0) {
            entry = entries.getIfPresent(CacheKey.borrowed(query, hash));
            if (entry != null) {
                front.put(entry);
            }
        }
        return entry == null || entry.isOver(stale, now) ? null : entry;
    }

    /** The entry under a key, as long as entries stay. */
    @Nullable
    Entry find(CacheKey key) {
        return entries.getIfPresent(key);
    }

    void put(Entry entry) {
        // In this order: the shelf may let go of it at once.
        front.put(entry);
        entries.put(entry.key(), entry);
    }

    void remove(CacheKey key) {
        entries.invalidate(key);
    }

    boolean keeps(Query query) {
        for (byte[] zone : disabled) {
            if (query.isWithin(zone)) {
                return false;
            }
        }
        return true;
    }

    void hit() {
        hits.increment();
    }

    long hits() {
        return hits.sum();
    }

    long evictions() {
        return evictions.sum();
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
