package io.kinglet.server.admin;

import io.kinglet.server.transport.BindFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP server at one address, on one thread of its own. Clients are many at once and bounded in number, time and octets;
 * at the bound the oldest gives way. Any thread may close it.
 */
public final class AdminEndpoint implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AdminEndpoint.class.getName());

    private static final int MOST_CLIENTS = 64;
    private static final long EXCHANGE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SWEEP_MILLIS = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Map<String, Page> pages;
    private final @Nullable Supplier<SSLEngine> encryption;
    private final long exchangeNanos;
    private final Deque<HttpExchange> clients = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InetSocketAddress address;
    private final Thread thread;

    private AdminEndpoint(
            ServerSocketChannel server,
            Selector selector,
            String name,
            Map<String, Page> pages,
            @Nullable Supplier<SSLEngine> encryption,
            long exchangeNanos)
            throws IOException {
        this.server = server;
        this.selector = selector;
        this.pages = Map.copyOf(pages);
        this.encryption = encryption;
        this.exchangeNanos = exchangeNanos;
        address = (InetSocketAddress) server.getLocalAddress();
        thread = new Thread(this::run, "kinglet-" + name);
        thread.setDaemon(true);
    }

    /**
     * Listens and answers until closed.
     *
     * @param name what the thread is called
     * @param option what a reader of the error can change to choose another address, such as {@code the health directive}
     * @param pages by path, such as {@code /metrics}
     */
    public static AdminEndpoint open(InetSocketAddress address, String name, String option, Map<String, Page> pages)
            throws BindFailedException {
        return open(address, name, option, pages, null, EXCHANGE_NANOS);
    }

    /**
     * The same over TLS.
     *
     * @param encryption gives the engine of each connection, as a server; asked on the thread of the endpoint, and null for none
     */
    public static AdminEndpoint open(
            InetSocketAddress address,
            String name,
            String option,
            Map<String, Page> pages,
            @Nullable Supplier<SSLEngine> encryption)
            throws BindFailedException {
        return open(address, name, option, pages, encryption, EXCHANGE_NANOS);
    }

    static AdminEndpoint open(
            InetSocketAddress address,
            String name,
            String option,
            Map<String, Page> pages,
            @Nullable Supplier<SSLEngine> encryption,
            long exchangeNanos)
            throws BindFailedException {
        ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, MOST_CLIENTS);
            server.configureBlocking(false);
            Selector selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            AdminEndpoint endpoint = new AdminEndpoint(server, selector, name, pages, encryption, exchangeNanos);
            endpoint.thread.start();
            return endpoint;
        } catch (IOException e) {
            closeQuietly(server);
            throw BindFailedException.of("tcp", address, option, e);
        }
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return address;
    }

    private void run() {
        boolean told = false;
        while (!closed.get()) {
            try {
                selector.select(this::advance, SWEEP_MILLIS);
                sweep();
                told = false;
            } catch (IOException | UncheckedIOException e) {
                // Such as no descriptor for one client more: it is there again at once, so the pause keeps this from
                // spinning.
                LOG.log(told ? Level.DEBUG : Level.WARNING, "serving " + address + " failed and is tried again", e);
                told = true;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        clients.forEach(HttpExchange::close);
        closeQuietly(server);
        closeQuietly(selector);
    }

    private void advance(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof HttpExchange exchange) {
            exchange.advance();
            return;
        }
        try {
            accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel client = server.accept();
        if (client == null) {
            return;
        }
        clients.removeIf(HttpExchange::closed);
        if (clients.size() >= MOST_CLIENTS) {
            clients.removeFirst().close();
        }
        try {
            client.configureBlocking(false);
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            Wire wire = encryption == null ? new PlainWire(client) : new TlsWire(client, encryption.get());
            HttpExchange exchange = new HttpExchange(wire, key, pages, System.nanoTime() + exchangeNanos);
            key.attach(exchange);
            clients.addLast(exchange);
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        } catch (RuntimeException e) {
            // The thread is the only one: it must outlive what goes wrong with one client.
            LOG.log(Level.ERROR, "a bug was met taking a client at " + address, e);
            closeQuietly(client);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        while (!clients.isEmpty()
                && (clients.getFirst().closed() || clients.getFirst().overdue(now))) {
            clients.removeFirst().close();
        }
    }

    /** Closes the socket; returns when the thread has ended. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable what) {
        try {
            if (what != null) {
                what.close();
            }
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "closing a socket failed", e);
        }
    }
}
