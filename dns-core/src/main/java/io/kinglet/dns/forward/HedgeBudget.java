package io.kinglet.dns.forward;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many questions may be asked of a second upstream before the first has had its time: one in ten, and a thousand at once when
 * an upstream goes silent. Without an end, upstreams that are slow for a reason would be asked everything twice. Any thread.
 */
final class HedgeBudget {

    private static final int COST = 10;
    private static final int MOST = 1000 * COST;

    private final AtomicInteger credit = new AtomicInteger(MOST);

    /** A question goes out. */
    void earn() {
        if (credit.get() < MOST) {
            credit.incrementAndGet();
        }
    }

    /** Whether one more may be asked twice; if so it is paid for. */
    boolean spend() {
        if (credit.addAndGet(-COST) >= 0) {
            return true;
        }
        credit.addAndGet(COST);
        return false;
    }
}
