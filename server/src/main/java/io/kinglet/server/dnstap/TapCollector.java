package io.kinglet.server.dnstap;

import io.kinglet.server.tls.ServerTls;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A collector that came: a queue, and a thread that empties it into the connection. Any thread. */
final class TapCollector {

    private static final System.Logger LOG = System.getLogger(TapCollector.class.getName());
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketChannel channel;
    private final @Nullable ServerTls tls;
    private final TapQueue queue;
    private final Thread thread;
    private volatile long progress = System.nanoTime();
    private volatile boolean begun;
    private volatile boolean ending;

    /**
     * @param channel blocking
     * @param tls null where nothing is encrypted
     */
    TapCollector(SocketChannel channel, @Nullable ServerTls tls, TapQueue queue) {
        this.channel = channel;
        this.tls = tls;
        this.queue = queue;
        thread = new Thread(this::run, "kinglet-dnstap-collector");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it has said that it takes what is sent. */
    boolean begun() {
        return begun;
    }

    void offer(byte[] message) {
        if (begun && !ending) {
            queue.offer(message);
        }
    }

    /** Whether it has said nothing, or read nothing of what waits, for so long. */
    boolean stalled(long nanos) {
        return (!begun || queue.waiting() > 0) && System.nanoTime() - progress > nanos;
    }

    boolean gone() {
        return !channel.isOpen();
    }

    private void run() {
        try (channel) {
            FrameStream stream = stream();
            stream.begin();
            progress = System.nanoTime();
            begun = true;
            while (!ending) {
                queue.writeTo(stream, this::advanced);
                advanced();
                queue.await(LOOK_NANOS);
            }
            queue.writeTo(stream, this::advanced);
            stream.end();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "dnstap: a collector left: {0}", e.getMessage());
        } finally {
            ending = true;
            queue.loseAll();
        }
    }

    private FrameStream stream() throws IOException {
        if (tls == null) {
            return new FrameStream(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }
        SSLSocket socket = tls.over(channel.socket());
        socket.startHandshake();
        return new FrameStream(socket.getInputStream(), socket.getOutputStream());
    }

    private void advanced() {
        progress = System.nanoTime();
    }

    /** Tells it to write what waits and end. */
    void end() {
        ending = true;
        LockSupport.unpark(thread);
    }

    /** Waits so long for its end, and breaks the connection. */
    void endWithin(long millis) {
        try {
            if (millis > 0) {
                thread.join(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }

    /** Breaks the connection below TLS, which so waits for nobody. */
    void hangUp() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "dnstap: closing failed", e);
        }
    }
}
