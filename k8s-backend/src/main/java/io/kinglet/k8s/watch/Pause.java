package io.kinglet.k8s.watch;

import java.util.concurrent.TimeUnit;

/**
 * Where the threads of a {@link ClusterWatch} wait before they try again. One that finds the API server back wakes the others,
 * so that none sleeps on. Thread-safe.
 */
final class Pause {

    private boolean stopped;
    private long wakes;

    /** Waits {@code nanos} nanoseconds or until woken; false when it is time to stop. */
    synchronized boolean sleep(long nanos) {
        long before = wakes;
        long deadline = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && wakes == before && !stopped; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopped;
    }

    synchronized void wake() {
        wakes++;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean stopped() {
        return stopped;
    }
}
