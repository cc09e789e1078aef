package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory what an upstream has said before. Only {@link Answer.Relayed} is kept, and for a few seconds the failure of
 * an upstream to answer; what other layers answer passes untouched. Any thread.
 */
public final class CacheLayer implements Layer {

    private static final int OPTION_CLIENT_SUBNET = 8;
    private static final int FIRST_META_TYPE = 128;

    final CacheConfig config;
    final Shelf success;
    final Shelf denial;
    final LongSupplier ticker;
    final Scheduler scheduler;
    final LongAdder servedStale = new LongAdder();
    final LongAdder prefetches = new LongAdder();
    final LongAdder drops = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Predicate<Query> claimed;
    private final byte[][] zones;

    /**
     * @param scheduler only used where an expired entry waits for an upstream for so long only
     * @param ticker nanoseconds from any origin, never backwards
     * @param claimed whether a layer below has data of its own for a query, so that nothing kept may answer it: a name that was
     *     forwarded until its Service came. Asked on hits only; must be as cheap as an index lookup
     */
    public CacheLayer(CacheConfig config, Scheduler scheduler, LongSupplier ticker, Predicate<Query> claimed) {
        this.config = config;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.claimed = claimed;
        long stale = config.stale().duration().toNanos();
        success = new Shelf(config.success(), stale, ticker);
        denial = new Shelf(config.denial(), stale, ticker);
        zones = config.zones().stream().map(DomainName::canonicalOctets).toArray(byte[][]::new);
    }

    @Override
    public Resolver over(Resolver next) {
        Fetch fetch = new Fetch(this, next);
        return query -> resolve(query, fetch, next);
    }

    private Answer resolve(Query query, Fetch fetch, Resolver next) {
        if (!concerns(query)) {
            return next.resolve(query);
        }
        boolean keepsSuccess = success.keeps(query);
        boolean keepsDenial = denial.keeps(query);
        if (!keepsSuccess && !keepsDenial) {
            return next.resolve(query);
        }
        int hash = CacheKey.hash(query);
        long now = query.receivedNanos() == 0 ? ticker.getAsLong() : query.receivedNanos();
        Shelf shelf = success;
        Entry entry = keepsSuccess ? success.find(query, hash, now) : null;
        if (keepsDenial
                && (entry == null || entry.expired(now) && !config.stale().preferPositive())) {
            Entry denied = denial.find(query, hash, now);
            if (denied != null && (entry == null || !denied.expired(now))) {
                shelf = denial;
                entry = denied;
            }
        }
        if (entry != null && claimed.test(query)) {
            entry = null;
        }
        if (entry != null && !entry.expired(now)) {
            shelf.hit();
            return fresh(query, fetch, entry, now);
        }
        if (entry == null || !entry.mayBeStale()) {
            misses.increment();
            return fetch.now(query, CacheKey.borrowed(query, hash));
        }
        if (fetch.staleAtOnce(query, entry, now)) {
            shelf.hit();
            return fetch.expired(entry);
        }
        misses.increment();
        return fetch.unlessBetter(query, CacheKey.borrowed(query, hash), entry);
    }

    /**
     * The answer that it has kept for a query and would give now; null for none. Only looks: nothing is fetched, counted or noted.
     */
    public @Nullable Answer kept(Query query) {
        if (!concerns(query)) {
            return null;
        }
        int hash = CacheKey.hash(query);
        long now = query.receivedNanos() == 0 ? ticker.getAsLong() : query.receivedNanos();
        Entry entry = success.keeps(query) ? success.find(query, hash, now) : null;
        if ((entry == null || entry.expired(now)) && denial.keeps(query)) {
            entry = denial.find(query, hash, now);
        }
        boolean usable = entry != null && !entry.expired(now) && !claimed.test(query);
        return usable && entry != null ? entry.aged(now) : null;
    }

    private Answer fresh(Query query, Fetch fetch, Entry entry, long now) {
        CacheConfig.Prefetch prefetch = config.prefetch();
        if (prefetch.amount() > 0
                && entry.hit(now, prefetch.duration().toNanos()) >= prefetch.amount()
                && entry.within(prefetch.percentage(), now)) {
            fetch.behind(query, entry);
        }
        return config.keepTtl() ? entry.answer() : entry.aged(now);
    }

    private boolean concerns(Query query) {
        int type = query.qtype();
        if (query.qclass() != RecordClass.IN
                || type == 0
                || type == RecordType.OPT
                || type >= FIRST_META_TYPE && type <= RecordType.ANY
                // What an upstream knows without asking around is no answer for those who want it to.
                || (query.flags() & Header.RD) == 0
                || query.edns().hasOption(query.octets(), OPTION_CLIENT_SUBNET)) {
            return false;
        }
        for (byte[] zone : zones) {
            if (query.isWithin(zone)) {
                return true;
            }
        }
        return false;
    }

    /** Counts so far. Any thread. */
    public CacheStatistics statistics() {
        long successHits = success.hits();
        long denialHits = denial.hits();
        long missed = misses.sum();
        return new CacheStatistics(
                success.size(),
                denial.size(),
                successHits,
                denialHits,
                // Each is one or the other: a third counter would cost every hit.
                successHits + denialHits + missed,
                missed,
                servedStale.sum(),
                prefetches.sum(),
                drops.sum(),
                success.evictions(),
                denial.evictions());
    }
}
