package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is read as it arrives. At most two chunks are held: the one being read and the one asked for
 * meanwhile; the rest waits in the connection. Written by the HTTP client's threads, read by one thread, closed from any.
 */
final class ResponseStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {

    private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
    private final Runnable beforeWaiting;
    private @Nullable AsyncBody source;
    private int code;
    private int retryAfter;
    private boolean protobuf;
    private @Nullable Throwable failure;
    private boolean asked;
    private boolean ended;
    private volatile boolean closed;
    private volatile long silenceNanos;

    /**
     * @param beforeWaiting run by the reader each time it has read all there is and is about to wait for more
     * @param silence how long to wait for the next octet before the connection counts as dead
     */
    ResponseStream(Runnable beforeWaiting, Duration silence) {
        this.beforeWaiting = beforeWaiting;
        silenceNanos = silence.toNanos();
    }

    void silence(Duration silence) {
        silenceNanos = silence.toNanos();
    }

    /** Called once, by the client, when the header of the response is there or will never be. */
    void opened(@Nullable HttpResponse<AsyncBody> header, @Nullable Throwable reason) {
        if (header == null) {
            ended(reason);
        } else {
            opened(header.code(), retryAfter(header), protobuf(header), header.body());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is what ended() is told.
    void opened(int status, int retryAfterSeconds, boolean inProtobuf, AsyncBody body) {
        synchronized (this) {
            code = status;
            retryAfter = retryAfterSeconds;
            protobuf = inProtobuf;
            source = body;
            notifyAll();
        }
        body.done().whenComplete((nothing, broken) -> ended(broken));
        if (closed) {
            body.cancel();
        }
    }

    private static int retryAfter(HttpResponse<?> header) {
        List<String> values = header.headers("Retry-After");
        String value = values == null || values.isEmpty() ? "" : values.get(0).trim();
        return !value.isEmpty() && value.length() < 6 && value.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(value)
                : 0;
    }

    private static boolean protobuf(HttpResponse<?> header) {
        List<String> values = header.headers("Content-Type");
        return values != null && !values.isEmpty() && values.get(0).startsWith(ApiServer.PROTOBUF);
    }

    private synchronized void ended(@Nullable Throwable broken) {
        ended = true;
        if (failure == null) {
            failure = broken;
        }
        notifyAll();
    }

    @Override
    public synchronized void consume(List<ByteBuffer> chunk, AsyncBody body) {
        asked = false;
        if (!closed) {
            arrived.addAll(chunk);
        }
        notifyAll();
    }

    /** Waits for the header of the response and returns its status code. */
    int awaitCode(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            while (source == null && !ended && !closed) {
                pause(deadline, "no response within " + limit.toMillis() + " ms");
            }
            source();
            return code;
        }
    }

    /** The seconds of the header {@code Retry-After}; 0 when it is absent or no number. */
    synchronized int retryAfter() {
        return retryAfter;
    }

    /** Whether the header says that the body is protobuf. */
    synchronized boolean protobuf() {
        return protobuf;
    }

    private synchronized AsyncBody source() throws IOException {
        AsyncBody body = source;
        if (closed) {
            throw new InterruptedIOException("closed");
        }
        if (body == null) {
            throw broken();
        }
        return body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        AsyncBody body = source();
        while (true) {
            boolean more;
            int count = -1;
            synchronized (this) {
                count = take(target, offset, length);
                more = arrived.isEmpty() && !asked && !ended && !closed;
                asked |= more;
            }
            if (more) {
                // The next chunk travels while this one is read. It may arrive within this call.
                body.consume();
            }
            if (count != 0) {
                return count;
            }
            if (idle()) {
                beforeWaiting.run();
            }
            long deadline = System.nanoTime() + silenceNanos;
            synchronized (this) {
                while (arrived.isEmpty() && !ended && !closed) {
                    pause(deadline, "nothing was heard for " + silenceNanos / 1_000_000 + " ms");
                }
            }
        }
    }

    /** Octets copied; 0 when there are none yet, -1 at the end of the body. */
    private int take(byte[] target, int offset, int length) throws IOException {
        source();
        ByteBuffer next = arrived.peek();
        while (next != null && !next.hasRemaining()) {
            arrived.remove();
            next = arrived.peek();
        }
        if (next == null) {
            if (ended && failure != null) {
                throw broken();
            }
            return ended ? -1 : 0;
        }
        int count = Math.min(length, next.remaining());
        next.get(target, offset, count);
        if (!next.hasRemaining()) {
            arrived.remove();
        }
        return count;
    }

    private synchronized boolean idle() {
        return arrived.isEmpty() && !ended;
    }

    @Override
    public synchronized int available() {
        ByteBuffer next = arrived.peek();
        return next == null ? 0 : next.remaining();
    }

    @SuppressWarnings("WaitNotInLoop") // Both callers loop round it.
    private void pause(long deadline, String silent) throws IOException {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw new HttpTimeoutException(silent);
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private IOException broken() {
        Throwable reason = failure;
        while (reason != null && !(reason instanceof IOException) && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason instanceof IOException io ? io : new IOException("the connection failed", reason);
    }

    /** Drops the connection unless the body has been read to its end. Whoever waits in this stream gets an exception. */
    @Override
    public void close() {
        AsyncBody body;
        boolean finished;
        synchronized (this) {
            closed = true;
            finished = ended;
            arrived.clear();
            body = source;
            notifyAll();
        }
        if (body != null && !finished) {
            body.cancel();
        }
    }
}
