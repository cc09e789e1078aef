package io.kinglet.dns.errors;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** So many lines a second, and a count of the others: logging a flood of failures must not cost more than answering it. */
final class LineBudget {

    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier ticker;
    private final AtomicLong second;
    private final AtomicLong used = new AtomicLong();
    private final LongAdder withheld = new LongAdder();

    LineBudget(int perSecond, LongSupplier ticker) {
        this.perSecond = perSecond;
        this.ticker = ticker;
        second = new AtomicLong(ticker.getAsLong());
    }

    /** Whether one more line may be written now. */
    boolean allows() {
        if (perSecond == 0) {
            return true;
        }
        long now = ticker.getAsLong();
        long began = second.get();
        if (now - began >= SECOND && second.compareAndSet(began, now)) {
            used.set(0);
        }
        if (used.incrementAndGet() <= perSecond) {
            return true;
        }
        withheld.increment();
        return false;
    }

    /** Lines not written since this was last asked. */
    long withheld() {
        return withheld.sum() == 0 ? 0 : withheld.sumThenReset();
    }
}
