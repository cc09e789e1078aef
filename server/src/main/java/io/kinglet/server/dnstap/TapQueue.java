package io.kinglet.server.dnstap;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Messages that wait, bounded in number and in octets. Any thread offers and never waits; one thread takes. */
final class TapQueue {

    /** Octets that may wait for each ten thousand messages that may. */
    private static final long OCTETS_PER_UNIT = 32L << 20;

    private static final int UNIT = 10_000;

    private final int most;
    private final long mostOctets;
    private final Runnable lost;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();
    private volatile @Nullable Thread sleeper;

    /**
     * @param lost told of each message that does not fit or is not written; must not block
     */
    TapQueue(int most, long mostOctets, Runnable lost) {
        this.most = most;
        this.mostOctets = mostOctets;
        this.lost = lost;
    }

    /** Octets that may wait where so many messages may. */
    static long octets(int most) {
        return Math.max(1, most / UNIT) * OCTETS_PER_UNIT;
    }

    void offer(byte[] message) {
        if (waiting.get() >= most || octets.get() + message.length > mostOctets) {
            lost.run();
            return;
        }
        waiting.incrementAndGet();
        octets.addAndGet(message.length);
        queue.add(message);
        Thread reader = sleeper;
        if (reader != null) {
            sleeper = null;
            LockSupport.unpark(reader);
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** Until there is something, or so long; by the thread that takes. */
    void await(long nanos) {
        sleeper = Thread.currentThread();
        if (queue.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }

    /**
     * Writes all that waits; blocks as the stream does.
     *
     * @param written called after each message
     */
    void writeTo(FrameStream stream, Runnable written) throws IOException {
        boolean any = false;
        for (byte[] next = poll(); next != null; next = poll()) {
            try {
                stream.write(next);
            } catch (IOException e) {
                lost.run();
                throw e;
            }
            written.run();
            any = true;
        }
        if (any) {
            stream.flush();
        }
    }

    /** Gives up what waits. */
    void loseAll() {
        while (poll() != null) {
            lost.run();
        }
    }

    private byte @Nullable [] poll() {
        byte[] next = queue.poll();
        if (next != null) {
            waiting.decrementAndGet();
            octets.addAndGet(-next.length);
        }
        return next;
    }
}
