package io.kinglet.k8s.watch;

import io.kinglet.k8s.source.KindStatus;
import java.util.function.LongSupplier;

/** Where the reading of one kind stands. Written by its thread, read by any. */
final class Progress {

    private final LongSupplier ticker;
    private volatile boolean connected;
    private volatile boolean heard;
    private volatile long heardAt;
    private volatile long lists;

    Progress(LongSupplier ticker) {
        this.ticker = ticker;
    }

    void connected(boolean now) {
        connected = now;
    }

    /** Something arrived. */
    void heard() {
        heardAt = ticker.getAsLong();
        heard = true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    void listed() {
        lists++;
    }

    long lists() {
        return lists;
    }

    /** Nanoseconds since anything arrived; -1 before. */
    long ageNanos() {
        return heard ? Math.max(0, ticker.getAsLong() - heardAt) : -1;
    }

    KindStatus status(long malformed) {
        return new KindStatus(lists > 0, connected, ageNanos(), lists, malformed);
    }
}
