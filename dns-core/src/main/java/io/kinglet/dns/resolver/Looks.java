package io.kinglet.dns.resolver;

import java.time.Duration;

/** Looks again and again, with a pause after each look. Any thread. */
public final class Looks implements AutoCloseable {

    private final Runnable look;
    private final long pause;
    private final Scheduler slow;
    private Scheduler.Task next = () -> {};
    private boolean closed;

    /**
     * @param pause zero for no look at all
     */
    public Looks(Runnable look, Duration pause, Scheduler slow) {
        this.look = look;
        this.pause = pause.toNanos();
        this.slow = slow;
    }

    public synchronized void start() {
        if (pause > 0 && !closed) {
            next = slow.schedule(this::run, pause);
        }
    }

    private void run() {
        try {
            look.run();
        } finally {
            start();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
