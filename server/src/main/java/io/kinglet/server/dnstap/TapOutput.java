package io.kinglet.server.dnstap;

import io.kinglet.dns.dnstap.Tap;
import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.wire.Query;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to one collector: a queue that many fill, and a thread that empties it. While nobody collects, what fits waits. Any
 * thread.
 */
public final class TapOutput implements Tap, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TapOutput.class.getName());

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int END_MILLIS = 1000;

    /** What a message says besides. */
    @FunctionalInterface
    public interface Extra {
        String of(Query query, byte[] reply, int length);
    }

    private final TapAddress address;
    private final TapForm form;
    private final Extra extra;
    private final long retryNanos;
    private final Runnable dropped;
    private final Thread thread;
    private final TapQueue queue;
    private final AtomicLong lost = new AtomicLong();
    private long toldOfLost = System.nanoTime();
    private @Nullable String complaint;
    private volatile boolean ending;
    private volatile TapAddress.@Nullable Line line;

    /**
     * @param most messages that may wait, a multiple of 10,000; and 32 MiB for each ten thousand
     * @param retry how long to wait before a connection is tried again
     * @param dropped told of each message that is; must not block
     */
    public TapOutput(TapAddress address, TapForm form, Extra extra, int most, Duration retry, Runnable dropped) {
        this.address = address;
        this.form = form;
        this.extra = extra;
        queue = new TapQueue(most, TapQueue.octets(most), this::lose);
        retryNanos = retry.toNanos();
        this.dropped = dropped;
        thread = new Thread(this::run, "kinglet-dnstap");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public TapForm form() {
        return form;
    }

    @Override
    public String extra(Query query, byte[] reply, int length) {
        return extra.of(query, reply, length);
    }

    @Override
    public void offer(byte[] message) {
        if (ending) {
            lose();
        } else {
            queue.offer(message);
        }
    }

    /** Messages that wait. */
    int waiting() {
        return queue.waiting();
    }

    private void lose() {
        lost.incrementAndGet();
        dropped.run();
    }

    private void run() {
        while (!ending) {
            try {
                TapAddress.Line now = address.connect();
                line = now;
                serve(new FrameStream(now.in(), now.out()));
            } catch (IOException | RuntimeException e) {
                complain(e);
            } finally {
                hangUp();
            }
            long until = System.nanoTime() + retryNanos;
            while (!ending && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, until - System.nanoTime());
                tellOfLost();
            }
        }
    }

    private void serve(FrameStream stream) throws IOException {
        stream.begin();
        complaint = null;
        LOG.log(Level.INFO, "dnstap: messages go to {0}", address);
        while (!ending) {
            queue.writeTo(stream, () -> {});
            tellOfLost();
            queue.await(LOOK_NANOS);
        }
        queue.writeTo(stream, () -> {});
        stream.end();
    }

    /** Once for each new reason. */
    private void complain(Exception e) {
        String reason = String.valueOf(e.getMessage());
        if (!ending && !reason.equals(complaint)) {
            complaint = reason;
            LOG.log(Level.WARNING, "dnstap: no messages go to {0}: {1}", address, reason);
        }
    }

    private void tellOfLost() {
        if (System.nanoTime() - toldOfLost > TELL_NANOS) {
            toldOfLost = System.nanoTime();
            long count = lost.getAndSet(0);
            if (count > 0) {
                LOG.log(Level.WARNING, "dnstap: {0} messages to {1} were dropped", count, address);
            }
        }
    }

    private void hangUp() {
        TapAddress.Line now = line;
        line = null;
        if (now != null) {
            try {
                now.socket().close();
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "dnstap: closing failed", e);
            }
        }
    }

    /** Writes what waits, where the collector takes it within a second, and ends. */
    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
        thread.interrupt();
    }
}
