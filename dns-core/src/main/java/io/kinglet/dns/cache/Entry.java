package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Edns;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer that is kept, and how often it is asked for. Any thread; the counts may miss a hit when threads meet. */
final class Entry {

    private final Answer answer;
    private final long stored;
    private final long lifetime;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile int hits;
    private volatile long lastHit;
    private volatile long lastFailure;
    private volatile boolean failed;

    /**
     * @param answer {@link Answer.Relayed} or {@link Answer.Failure}
     * @param stored by the ticker, nanoseconds
     * @param lifetime nanoseconds
     */
    Entry(Answer answer, long stored, long lifetime) {
        this.answer = answer;
        this.stored = stored;
        this.lifetime = lifetime;
        lastHit = stored;
    }

    Answer answer() {
        return answer;
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

    /** Whether it holds data, which is better than none even when it has expired; a failure is not. */
    boolean mayBeStale() {
        return answer.rcode() != Rcode.SERVFAIL;
    }

    /** Whole seconds it has been kept: what its TTLs have aged (RFC 1035 section 4.1.3). */
    int ageSeconds(long now) {
        return (int) ((now - stored) / 1_000_000_000L);
    }

    /** Whether no more than this part of its time is left. */
    boolean within(int percentage, long now) {
        return (lifetime - (now - stored)) * 100.0 <= (double) lifetime * percentage;
    }

    /** Counts a hit; returns how many came without a pause of {@code duration} nanoseconds. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    int hit(long now, long duration) {
        hits = now - lastHit < duration ? hits + 1 : 1;
        lastHit = now;
        return hits;
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
}
