package io.kinglet.server.transport;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.tls.ClientTls;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the connections to one upstream have in common on all event loops. Any thread. */
final class UpstreamRoute {

    /** Half of the time a stub resolver has: a handshake that hangs leaves room for another. */
    private static final long HANDSHAKE_MILLIS = 2500;

    private final Endpoint endpoint;
    private final Connections connections;
    private final ForwardObserver observer;
    private final @Nullable ClientTls tls;
    private final Executor handshakes;
    private final AtomicInteger idle = new AtomicInteger();

    /**
     * @param tls may be null where the upstream speaks plain DNS
     */
    UpstreamRoute(
            Endpoint endpoint,
            Connections connections,
            ForwardObserver observer,
            @Nullable ClientTls tls,
            Executor handshakes) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.observer = observer;
        this.tls = tls;
        this.handshakes = handshakes;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Connections connections() {
        return connections;
    }

    ForwardObserver observer() {
        return observer;
    }

    /** Where connections come from; null for what the routing table says. */
    @Nullable
    InetSocketAddress source() {
        return connections.source() == null ? null : new InetSocketAddress(connections.source(), 0);
    }

    /**
     * Counts a connection that goes idle, or one that does not idle any more.
     *
     * @return false when one more is too many; it is not counted then
     */
    boolean idles(int more) {
        int now = idle.addAndGet(more);
        if (more > 0 && connections.maxIdle() > 0 && now > connections.maxIdle()) {
            idle.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** The name that certificates must bear; the address without brackets where there is none. */
    String certificateName() {
        byte[] octets = endpoint.address().getAddress().getAddress();
        return endpoint.serverName().isEmpty()
                ? IpAddress.read(octets, 0, octets.length).toString()
                : endpoint.serverName();
    }

    /**
     * What a new connection is wrapped in; null for nothing.
     *
     * @param word of ALPN; empty for none
     */
    @Nullable
    SslHandler guard(String word) {
        if (endpoint.protocol() == Endpoint.Protocol.DNS) {
            return null;
        }
        ClientTls tls = Objects.requireNonNull(this.tls, "an encrypted upstream needs TLS");
        int port = endpoint.address().getPort();
        SslHandler handler = new SslHandler(tls.engine(certificateName(), port, word), handshakes);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        return handler;
    }

    /** A time up to a tenth shorter, so that connections made together do not end together. */
    static long jittered(long nanos, QueryIds random) {
        return nanos - nanos / 10 / 0x10000 * random.next();
    }
}
