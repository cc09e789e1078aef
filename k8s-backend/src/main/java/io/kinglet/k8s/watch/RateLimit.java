package io.kinglet.k8s.watch;

import java.util.function.LongSupplier;

/** A token bucket: {@code rate} requests a second on average, {@code burst} at once. Thread-safe. */
final class RateLimit {

    private final double rate;
    private final int burst;
    private final LongSupplier ticker;
    private double tokens;
    private long refilled;

    /**
     * @param rate requests a second; 0 for no limit
     * @param burst 0 for the usual 10
     */
    RateLimit(double rate, int burst, LongSupplier ticker) {
        this.rate = rate;
        this.burst = burst > 0 ? burst : 10;
        this.ticker = ticker;
        tokens = this.burst;
        refilled = ticker.getAsLong();
    }

    boolean limits() {
        return rate > 0;
    }

    /** Takes one token, on credit if there is none, and returns the nanoseconds to wait before it may be used. */
    synchronized long take() {
        if (!limits()) {
            return 0;
        }
        long now = ticker.getAsLong();
        tokens = Math.min(burst, tokens + (now - refilled) * 1e-9 * rate);
        refilled = now;
        tokens--;
        return tokens >= 0 ? 0 : (long) (-tokens / rate * 1e9);
    }
}
