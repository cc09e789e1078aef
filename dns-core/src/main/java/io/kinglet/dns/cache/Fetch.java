package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gets answers from the resolver below and shelves them. Any thread. */
final class Fetch {

    private static final System.Logger LOG = System.getLogger(Fetch.class.getName());

    private final CacheLayer cache;
    private final Resolver next;
    private final CacheConfig.Stale stale;
    private final long recheck;

    Fetch(CacheLayer cache, Resolver next) {
        this.cache = cache;
        this.next = next;
        stale = cache.config.stale();
        recheck = (stale.recheck().isZero() ? cache.config.servfail() : stale.recheck()).toNanos();
    }

    /** The answer of the resolver below, kept on its way if it may be. */
    Answer now(Query query, CacheKey key) {
        Answer answer = next.resolve(query);
        if (answer instanceof Answer.Relayed) {
            return keep(query, key.kept(), answer);
        }
        if (answer instanceof Answer.Deferred deferred) {
            return new Answer.Deferred(keepLater(query, key, deferred.stage()));
        }
        return answer;
    }

    /** Whether an expired entry is served without a look at the upstream; sees to it that it is fetched anew where it should be. */
    boolean staleAtOnce(Query query, Entry entry, long now) {
        if (entry.failedWithin(recheck, now)) {
            return true;
        }
        if (stale.serving() == CacheConfig.Serving.AT_ONCE) {
            behind(query, entry);
            return true;
        }
        // One query waits for the upstream, the others have the entry meanwhile.
        return tracks() && !entry.beginRefresh();
    }

    /** Whether verifying an entry is one query's task at a time: where its time or its repetition is bounded. */
    private boolean tracks() {
        return stale.serving() == CacheConfig.Serving.ON_FAILURE
                && !(stale.patience().isZero() && stale.recheck().isZero());
    }

    /** The upstream's answer, or the expired {@code entry} where that is better or comes too late. */
    Answer unlessBetter(Query query, CacheKey key, Entry entry) {
        Answer answer;
        try {
            answer = now(query, key);
        } catch (RuntimeException e) {
            entry.endRefresh();
            throw e;
        }
        if (answer instanceof Answer.Deferred deferred) {
            return new Answer.Deferred(unlessBetter(deferred.stage(), entry));
        }
        fetched(entry, answer);
        return isBetter(answer, entry) ? answer : expired(entry);
    }

    private CompletionStage<Answer> unlessBetter(CompletionStage<Answer> stage, Entry entry) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        Scheduler.@Nullable Task limit = stale.patience().isZero()
                ? null
                : cache.scheduler.schedule(
                        () -> completeExpired(first, entry), stale.patience().toNanos());
        stage.whenComplete((answer, failure) -> {
            if (limit != null) {
                limit.cancel();
            }
            fetched(entry, answer);
            if (answer != null && isBetter(answer, entry)) {
                first.complete(answer);
            } else {
                completeExpired(first, entry);
            }
        });
        return first;
    }

    private void completeExpired(CompletableFuture<Answer> first, Entry entry) {
        if (first.complete(entry.expired(stale.ttl()))) {
            cache.servedStale.increment();
        }
    }

    /** The entry as it is after it has expired; counted. */
    Answer expired(Entry entry) {
        cache.servedStale.increment();
        return entry.expired(stale.ttl());
    }

    /** Whether an answer takes the place of an expired one (RFC 8767 section 4). */
    private boolean isBetter(Answer answer, Entry entry) {
        if (stale.serving() == CacheConfig.Serving.ON_OUTAGE) {
            return !(answer instanceof Answer.Failure);
        }
        if (stale.preferPositive() && answer instanceof Answer.Relayed relayed && entry.isPositive()) {
            return Admission.isPositive(relayed.message(), entry.key().qtype());
        }
        return answer.rcode() == Rcode.NOERROR || answer.rcode() == Rcode.NXDOMAIN;
    }

    /** Fetches {@code entry} anew while nobody waits, unless that is being done. */
    void behind(Query query, Entry entry) {
        if (!entry.beginRefresh()) {
            return;
        }
        cache.prefetches.increment();
        Query kept = query.copy();
        // Whoever asked has the answer of the cache.
        kept.marks().source(null);
        try {
            Answer answer = now(kept, CacheKey.borrowed(kept, CacheKey.hash(kept)));
            if (answer instanceof Answer.Deferred deferred) {
                deferred.stage().whenComplete((fetched, failure) -> fetched(entry, fetched));
                return;
            }
            fetched(entry, answer);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met fetching " + kept + " anew; the old answer is served on", e);
            fetched(entry, null);
        }
    }

    private void fetched(Entry entry, @Nullable Answer answer) {
        if (answer == null || !isBetter(answer, entry)) {
            entry.failed(cache.ticker.getAsLong());
        }
        entry.endRefresh();
    }

    private CompletionStage<Answer> keepLater(Query query, CacheKey key, CompletionStage<Answer> stage) {
        boolean keepsSuccess = cache.success.keeps(query);
        boolean keepsDenial = cache.denial.keeps(query);
        CacheKey kept = key.kept();
        return stage.thenApply(answer -> keep(kept, answer, keepsSuccess, keepsDenial));
    }

    private Answer keep(Query query, CacheKey key, Answer answer) {
        return keep(key, answer, cache.success.keeps(query), cache.denial.keeps(query));
    }

    private Answer keep(CacheKey key, Answer answer, boolean keepsSuccess, boolean keepsDenial) {
        if (Admission.isFailure(answer)) {
            failed(key, answer, keepsDenial);
            return answer;
        }
        if (!(answer instanceof Answer.Relayed relayed)
                || relayed.elapsedSeconds() != 0
                || relayed.extendedError() != ExtendedError.NONE) {
            return answer;
        }
        if (!Admission.sound(relayed.message())) {
            cache.drops.increment();
            return answer;
        }
        Admission admission = Admission.of(relayed.message(), key.qtype(), cache.config);
        if (admission == null || !(admission.success() ? keepsSuccess : keepsDenial)) {
            return answer;
        }
        Answer shown = new Answer.Relayed(admission.message(), 0);
        put(admission, new Entry(key, shown, cache.ticker.getAsLong(), admission.seconds() * 1_000_000_000L));
        return shown;
    }

    private void put(Admission admission, Entry entry) {
        Shelf shelf = admission.success() ? cache.success : cache.denial;
        if (cache.config.prefetch().amount() > 0) {
            Entry earlier = shelf.find(entry.key());
            if (earlier != null) {
                entry.succeed(earlier);
            }
        }
        shelf.put(entry);
        if (admission.success()) {
            cache.denial.remove(entry.key());
        } else if (!stale.preferPositive()) {
            cache.success.remove(entry.key());
        }
    }

    /** A failure is kept for itself only where there is nothing better, expired or not. */
    private void failed(CacheKey key, Answer failure, boolean keepsDenial) {
        long now = cache.ticker.getAsLong();
        Entry better = cache.success.find(key);
        if (better == null) {
            better = cache.denial.find(key);
        }
        if (better != null && better.mayBeStale() && servesInstead(failure)) {
            better.failed(now);
        } else if (keepsDenial && !cache.config.servfail().isZero()) {
            cache.denial.put(
                    new Entry(key, failure, now, cache.config.servfail().toNanos()));
        }
    }

    /** Whether an expired entry would be served in place of this failure. */
    private boolean servesInstead(Answer failure) {
        return !stale.duration().isZero()
                && (stale.serving() != CacheConfig.Serving.ON_OUTAGE || failure instanceof Answer.Failure);
    }
}
