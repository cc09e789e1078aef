package io.kinglet.server.admin;

import io.kinglet.server.metrics.Buckets;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.transport.BindFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code /health}: always 200 {@code OK}, shutting down included, so that the kubelet does not end what is ending. It asks itself
 * every second and counts how long that takes: the first sign of a process short of CPU. Any thread.
 */
public final class HealthEndpoint implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HealthEndpoint.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 3000;
    private static final byte[] REQUEST =
            "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AdminEndpoint endpoint;
    private final Buckets durations;
    private final Counter failures;
    private final CountDownLatch closed = new CountDownLatch(1);

    public HealthEndpoint(InetSocketAddress address, Metrics metrics) throws BindFailedException {
        this(address, metrics, INTERVAL);
    }

    HealthEndpoint(InetSocketAddress address, Metrics metrics, Duration interval) throws BindFailedException {
        durations = metrics.histogram(Family.HEALTH_DURATION);
        failures = metrics.counter(Family.HEALTH_FAILURES);
        Page.Response healthy = Page.Response.text(200, "OK");
        endpoint = AdminEndpoint.open(address, "health", "the health directive", Map.of("/health", request -> healthy));
        Thread prober = new Thread(() -> probeUntilClosed(interval), "kinglet-health-probe");
        prober.setDaemon(true);
        prober.start();
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    private void probeUntilClosed(Duration interval) {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                long start = System.nanoTime();
                try {
                    probe();
                } catch (IOException e) {
                    if (closed.getCount() > 0) {
                        failures.increment();
                        LOG.log(Level.WARNING, "asking our own {0}/health failed: {1}", address(), e.getMessage());
                    }
                }
                durations.record(System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() throws IOException {
        InetSocketAddress own = address();
        InetAddress host = own.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : own.getAddress();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, own.getPort()), TIMEOUT_MILLIS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes(15), StandardCharsets.US_ASCII);
            if (!line.equals("HTTP/1.1 200 OK")) {
                throw new IOException("it answered '" + line + "'");
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        endpoint.close();
    }
}
