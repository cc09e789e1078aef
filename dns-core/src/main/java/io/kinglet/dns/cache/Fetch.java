package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.wire.Query;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gets answers from the resolver below and shelves them. Any thread. */
final class Fetch {

    /** What an expired record shows (RFC 8767 section 4), seconds. */
    private static final int STALE_TTL = 30;

    private static final System.Logger LOG = System.getLogger(Fetch.class.getName());

    private final CacheLayer cache;
    private final Resolver next;

    Fetch(CacheLayer cache, Resolver next) {
        this.cache = cache;
        this.next = next;
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

    /** An answer in place of an expired one, or the expired one when that is what there is. */
    Answer stale(Query query, CacheKey key, Entry entry, long now) {
        CacheConfig.Stale stale = cache.config.stale();
        boolean gaveUp = entry.failedWithin(cache.config.servfail().toNanos(), now);
        if (gaveUp || !stale.verify()) {
            if (!gaveUp) {
                behind(query, entry);
            }
            return expired(entry);
        }
        Answer answer = now(query, key);
        if (answer instanceof Answer.Deferred deferred) {
            return new Answer.Deferred(unlessBetter(deferred.stage(), entry, stale.patience()));
        }
        return Admission.isFailure(answer) ? expired(entry) : answer;
    }

    /** Fetches {@code entry} anew while nobody waits, unless that is being done. */
    void behind(Query query, Entry entry) {
        if (!entry.beginRefresh()) {
            return;
        }
        cache.prefetches.increment();
        Query kept = query.copy();
        try {
            Answer answer = now(kept, CacheKey.borrowed(kept));
            if (answer instanceof Answer.Deferred deferred) {
                deferred.stage().whenComplete((fetched, failure) -> entry.endRefresh());
                return;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a bug was met fetching " + kept + " anew; the old answer is served on", e);
        }
        entry.endRefresh();
    }

    private CompletionStage<Answer> unlessBetter(CompletionStage<Answer> stage, Entry entry, Duration patience) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        Scheduler.@Nullable Task limit = patience.isZero()
                ? null
                : cache.scheduler.schedule(
                        () -> {
                            if (!first.isDone()) {
                                first.complete(expired(entry));
                            }
                        },
                        patience.toNanos());
        stage.whenComplete((answer, failure) -> {
            if (limit != null) {
                limit.cancel();
            }
            if (!first.isDone()) {
                first.complete(answer == null || Admission.isFailure(answer) ? expired(entry) : answer);
            }
        });
        return first;
    }

    private Answer expired(Entry entry) {
        cache.servedStale.increment();
        return entry.answer() instanceof Answer.Relayed relayed
                ? new Answer.Relayed(relayed.message().withTtls(ttl -> STALE_TTL), 0)
                : entry.answer();
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
        if (!(answer instanceof Answer.Relayed relayed) || relayed.elapsedSeconds() != 0) {
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
        Entry entry = new Entry(shown, cache.ticker.getAsLong(), admission.seconds() * 1_000_000_000L);
        (admission.success() ? cache.success : cache.denial).put(key, entry);
        (admission.success() ? cache.denial : cache.success).remove(key);
        return shown;
    }

    /** A failure is kept for itself only where there is nothing better, expired or not. */
    private void failed(CacheKey key, Answer failure, boolean keepsDenial) {
        long now = cache.ticker.getAsLong();
        Entry better = cache.success.find(key);
        if (better == null) {
            better = cache.denial.find(key);
        }
        if (better != null && better.mayBeStale()) {
            better.failed(now);
        } else if (keepsDenial && !cache.config.servfail().isZero()) {
            cache.denial.put(
                    key, new Entry(failure, now, cache.config.servfail().toNanos()));
        }
    }
}
