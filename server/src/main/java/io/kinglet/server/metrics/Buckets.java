package io.kinglet.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A histogram of one series. Any thread; recording neither locks nor allocates. */
public final class Buckets {

    private final Scale scale;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    Buckets(Scale scale) {
        this.scale = scale;
        counts = new LongAdder[scale.buckets() + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /**
     * Takes one more into account.
     *
     * @param value nanoseconds for times, octets for sizes
     */
    public void record(long value) {
        counts[scale.bucket(value)].increment();
        sum.add(value);
    }

    Histogram now() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return new Histogram(scale, now, sum.sum());
    }
}
