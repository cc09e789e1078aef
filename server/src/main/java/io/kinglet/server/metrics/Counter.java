package io.kinglet.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A count of one series. Any thread; counting neither locks nor allocates. */
public final class Counter {

    private final LongAdder count = new LongAdder();

    Counter() {}

    public void increment() {
        count.increment();
    }

    long value() {
        return count.sum();
    }
}
