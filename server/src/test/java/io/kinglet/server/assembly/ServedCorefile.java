package io.kinglet.server.assembly;

import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A server that a test starts on loopback with a Corefile, asks, and reads the metrics of. */
public final class ServedCorefile implements AutoCloseable {

    private final Metrics metrics = new Metrics();
    private @Nullable DnsServer server;

    void start(String corefile) throws IOException {
        start(corefile, false);
    }

    /** With the pages beside DNS. */
    public void startWithPages(String corefile) throws IOException {
        start(corefile, true);
    }

    private void start(String corefile, boolean pages) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(
                        limits,
                        ClusterSources.named(RestObserver.NONE),
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        pages,
                        metrics,
                        loop -> {}));
    }

    /** The one that runs. */
    public DnsServer server() {
        if (server == null) {
            throw new IllegalStateException("nothing was started");
        }
        return server;
    }

    InetSocketAddress address() {
        return server().addresses().get(0);
    }

    /** What the answer over UDP says, for a question such as {@code a.test. A}. */
    public String ask(String question) {
        return Asked.over(address(), false, question);
    }

    /** What the metrics are at this moment. */
    String page() {
        return metrics.page();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
