package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Edns;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An answer that is kept, and how often it is asked for. Any thread; the counts may miss a hit when threads meet. */
final class Entry {

    private final CacheKey key;
    private final Answer answer;
    private final long stored;
    private final long lifetime;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile int hits;
    private volatile long lastHit;
    private volatile long lastFailure;
    private volatile boolean failed;
    private volatile boolean gone;

    /** The answer as it was shown last: the same for all hits of a second. Immutable, so any thread's may be seen. */
    private Answer.@Nullable Relayed shown;

    /** The answer as it is shown after it has expired. */
    private @Nullable Answer expired;

    /**
     * @param answer {@link Answer.Relayed} or {@link Answer.Failure}
     * @param stored by the ticker, nanoseconds
     * @param lifetime nanoseconds
     */
    Entry(CacheKey key, Answer answer, long stored, long lifetime) {
        this.key = key;
        this.answer = answer;
        this.stored = stored;
        this.lifetime = lifetime;
        lastHit = stored;
    }

    CacheKey key() {
        return key;
    }

    /** The answer as it was kept. */
    Answer answer() {
        return answer;
    }

    /** The answer with what is left of its TTLs, in whole seconds (RFC 1035 section 4.1.3). */
    Answer aged(long now) {
        int age = (int) ((now - stored) / 1_000_000_000L);
        if (age <= 0 || !(answer instanceof Answer.Relayed relayed)) {
            return answer;
        }
        Answer.Relayed last = shown;
        if (last == null || last.elapsedSeconds() != age) {
            last = new Answer.Relayed(relayed.message(), age);
            shown = last;
        }
        return last;
    }

    /**
     * The answer after it has expired, and saying so (RFC 8767 section 4, RFC 8914 sections 4.4 and 4.20).
     *
     * @param ttl seconds that every record shows; the same for all calls
     */
    Answer expired(int ttl) {
        Answer known = expired;
        if (known == null && answer instanceof Answer.Relayed relayed) {
            known = new Answer.Relayed(
                    relayed.message().withTtls(it -> ttl),
                    0,
                    relayed.rcode() == Rcode.NXDOMAIN ? ExtendedError.STALE_NXDOMAIN : ExtendedError.STALE_ANSWER);
            expired = known;
        }
        return known == null ? answer : known;
    }

    long lifetime() {
        return lifetime;
    }

    /** The datagrams its message would fill: its part of a shelf's capacity. */
    int weight() {
        return answer instanceof Answer.Relayed relayed ? 1 + relayed.message().octets().length / Edns.PAYLOAD_SIZE : 1;
    }

    boolean expired(long now) {
        return now - stored >= lifetime;
    }

    /** Whether it has expired for {@code stale} nanoseconds. */
    boolean isOver(long stale, long now) {
        return now - stored >= lifetime + stale;
    }

    /** Whether it holds data, which is better than none even when it has expired; a failure is not. */
    boolean mayBeStale() {
        return answer.rcode() != Rcode.SERVFAIL;
    }

    /** Whether no more than this part of its time is left, or than a second. */
    boolean within(int percentage, long now) {
        long left = lifetime - (now - stored);
        return left <= 1_000_000_000L || left * 100.0 <= (double) lifetime * percentage;
    }

    /** Whether it answers with data. */
    boolean isPositive() {
        return answer instanceof Answer.Relayed relayed && Admission.isPositive(relayed.message(), key.qtype());
    }

    /** Counts a hit; returns how many came without a pause of {@code duration} nanoseconds. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    int hit(long now, long duration) {
        hits = now - lastHit < duration ? hits + 1 : 1;
        lastHit = now;
        return hits;
    }

    /** Takes over the hits of the entry that it replaces, so that what is popular stays so. */
    void succeed(Entry earlier) {
        hits = earlier.hits;
        lastHit = earlier.lastHit;
    }

    /** Whether a try to fetch it anew failed within the last {@code duration} nanoseconds (RFC 8767 section 5). */
    boolean failedWithin(long duration, long now) {
        return failed && now - lastFailure < duration;
    }

    /** A try to fetch it anew failed. */
    void failed(long now) {
        lastFailure = now;
        failed = true;
    }

    /** Whether the caller is the one to fetch it anew. */
    boolean beginRefresh() {
        return refreshing.compareAndSet(false, true);
    }

    void endRefresh() {
        refreshing.set(false);
    }

    /** Its shelf has let go of it. */
    void go() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
