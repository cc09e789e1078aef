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

    private final Cache<CacheKey, Entry> entries;
    private final byte[][] disabled;
    private final LongAdder hits = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /**
     * @param stale nanoseconds that an entry stays after it has expired
     */
    Shelf(CacheConfig.Shelving shelving, long stale, LongSupplier ticker) {
        disabled = shelving.disabled().stream().map(DomainName::canonicalOctets).toArray(byte[][]::new);
        entries = Caffeine.newBuilder()
                .maximumWeight(shelving.capacity())
                .weigher((CacheKey key, Entry entry) -> entry.weight())
                .ticker(ticker::getAsLong)
                .expireAfter(
                        Expiry.<CacheKey, Entry>writing((key, entry) -> Duration.ofNanos(entry.lifetime() + stale)))
                // No threads of our own: whoever reads or writes does a little of the housekeeping.
                .executor(Runnable::run)
                .evictionListener((key, entry, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evictions.increment();
                    }
                })
                .build();
    }

    @Nullable
    Entry find(CacheKey key) {
        return entries.getIfPresent(key);
    }

    void put(CacheKey key, Entry entry) {
        entries.put(key, entry);
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
