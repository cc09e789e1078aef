package io.kinglet.server.dnstap;

import io.kinglet.dns.dnstap.Tap;
import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.wire.Query;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.tls.TlsFileException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to all collectors that have come: a thread that lets them in, and a queue and a thread for each. They are bounded in
 * number; at the bound one that has said nothing yet gives way, else the oldest. Any thread.
 */
public final class TapListener implements Tap, AutoCloseable {

    /** Collectors at once. */
    static final int MOST = 8;

    private static final System.Logger LOG = System.getLogger(TapListener.class.getName());
    private static final long SWEEP_MILLIS = 500;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_MILLIS = 1000;

    private final TapSocket socket;
    private final TapForm form;
    private final TapOutput.Extra extra;
    private final int most;
    private final long retryNanos;
    private final long patienceNanos;
    private final Runnable dropped;
    private final Thread thread;
    private final List<TapCollector> collectors = new CopyOnWriteArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private @Nullable ServerTls tls;
    private long toldOfLost = System.nanoTime();
    private @Nullable String complaint;
    private volatile @Nullable SocketAddress bound;
    private volatile boolean ending;

    /**
     * @param tls of an encrypted socket; read again when its files have changed and a collector comes
     * @param most messages that may wait for each collector; all of them together may be as many octets as for one {@link TapOutput}
     * @param retry how long to wait before listening is tried again
     * @param patience how long a collector may take to speak, and to read
     * @param dropped told of each message that is, for each collector; must not block
     */
    public TapListener(
            TapSocket socket,
            @Nullable ServerTls tls,
            TapForm form,
            TapOutput.Extra extra,
            int most,
            Duration retry,
            Duration patience,
            Runnable dropped) {
        this.socket = socket;
        this.tls = tls;
        this.form = form;
        this.extra = extra;
        this.most = most;
        retryNanos = retry.toNanos();
        patienceNanos = patience.toNanos();
        this.dropped = dropped;
        thread = new Thread(this::run, "kinglet-dnstap-listen");
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
    public boolean wanted() {
        return !collectors.isEmpty();
    }

    @Override
    public String extra(Query query, byte[] reply, int length) {
        return extra.of(query, reply, length);
    }

    @Override
    public void offer(byte[] message) {
        for (TapCollector collector : collectors) {
            collector.offer(message);
        }
    }

    /** Where it listens; null while it does not. */
    @Nullable
    SocketAddress bound() {
        return bound;
    }

    /** Collectors that take messages now. */
    long taking() {
        return collectors.stream().filter(TapCollector::begun).count();
    }

    private void lose() {
        lost.incrementAndGet();
        dropped.run();
    }

    private void run() {
        while (!ending) {
            try (ServerSocketChannel server = socket.open();
                    Selector selector = Selector.open()) {
                listen(server, selector);
            } catch (IOException | RuntimeException e) {
                complain("no collector can come to " + socket + ": " + e.getMessage());
            } finally {
                stopped();
            }
            long until = System.nanoTime() + retryNanos;
            while (!ending && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, until - System.nanoTime());
            }
        }
    }

    private void listen(ServerSocketChannel server, Selector selector) throws IOException {
        bound = server.getLocalAddress();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        complaint = null;
        LOG.log(Level.INFO, "dnstap: collectors can come to {0}", socket);
        while (!ending) {
            selector.select(SWEEP_MILLIS);
            selector.selectedKeys().clear();
            SocketChannel channel = server.accept();
            if (channel != null) {
                accept(channel);
            }
            sweep();
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(true);
            socket.accepted(channel);
        } catch (IOException e) {
            // It has left already.
            channel.close();
            return;
        }
        renewCertificate();
        collectors.removeIf(TapCollector::gone);
        if (collectors.size() >= MOST) {
            TapCollector oldest =
                    collectors.stream().filter(it -> !it.begun()).findFirst().orElse(collectors.get(0));
            collectors.remove(oldest);
            oldest.hangUp();
            complain("more than " + MOST + " collectors came to " + socket + ", so that the oldest had to go");
        }
        TapCollector collector =
                new TapCollector(channel, tls, new TapQueue(most, TapQueue.octets(most) / MOST, this::lose));
        collectors.add(collector);
        collector.start();
    }

    private void renewCertificate() {
        if (tls != null) {
            try {
                tls = tls.renewed();
            } catch (TlsFileException e) {
                complain("the certificate of " + socket + " stays as it was: " + e.getMessage());
            }
        }
    }

    private void sweep() {
        for (TapCollector collector : collectors) {
            if (collector.stalled(patienceNanos)) {
                collector.hangUp();
            }
        }
        collectors.removeIf(TapCollector::gone);
        if (System.nanoTime() - toldOfLost > TELL_NANOS) {
            toldOfLost = System.nanoTime();
            long count = lost.getAndSet(0);
            if (count > 0) {
                LOG.log(Level.WARNING, "dnstap: {0} messages to collectors at {1} were dropped", count, socket);
            }
        }
    }

    /** Once for each new reason. */
    private void complain(String reason) {
        if (!ending && !reason.equals(complaint)) {
            complaint = reason;
            LOG.log(Level.WARNING, "dnstap: {0}", reason);
        }
    }

    private void stopped() {
        if (bound != null) {
            bound = null;
            try {
                socket.ended();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "dnstap: the socket's file stays", e);
            }
        }
    }

    /** Lets nobody in any more, writes what waits, where collectors take it within a second, and ends. */
    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        collectors.forEach(TapCollector::end);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        try {
            if (thread.isAlive()) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        collectors.forEach(it -> it.endWithin(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
        collectors.clear();
    }
}
