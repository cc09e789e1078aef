package io.kinglet.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes the log on a thread of its own, so that whoever reads it too slowly, or not at all, keeps no query waiting. What is
 * more than {@link #MOST_WAITING} entries ahead is left out, and how many that were is said. Any thread.
 */
final class LogLines extends Handler {

    static final int MOST_WAITING = 4096;

    private static final long PATIENCE_MILLIS = 1000;

    /** Something to write, or somebody to tell that all before is written. */
    private interface Entry {
        void write(OutputStream out) throws IOException;
    }

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final OutputStream out;

    LogLines(OutputStream target, Formatter form) {
        out = new BufferedOutputStream(target);
        setFormatter(form);
        setLevel(Level.ALL);
        Thread writer = new Thread(this::write, "kinglet-log");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry) && !waiting.offer(stream -> stream.write(octets(entry)))) {
            lost.increment();
        }
    }

    private byte[] octets(LogRecord entry) {
        return getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
    }

    private void write() {
        try {
            while (true) {
                Entry next = waiting.take();
                try {
                    next.write(out);
                    if (waiting.isEmpty()) {
                        tellLost();
                        out.flush();
                    }
                } catch (IOException | RuntimeException e) {
                    // There is no place to say so: the log itself cannot be written.
                    lost.increment();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellLost() throws IOException {
        long count = lost.sumThenReset();
        if (count > 0) {
            String text = count + " lines of the log are left out: it was not read as fast as it was written";
            out.write(octets(new LogRecord(Level.WARNING, text)));
        }
    }

    /** Waits until what was published is written, but no longer than a second or two. */
    @Override
    public void flush() {
        CountDownLatch written = new CountDownLatch(1);
        try {
            Entry mark = stream -> {
                tellLost();
                stream.flush();
                written.countDown();
            };
            if (waiting.offer(mark, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                written.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stdout outlives the log: the JVM closes handlers first when it ends. */
    @Override
    public void close() {
        flush();
    }
}
