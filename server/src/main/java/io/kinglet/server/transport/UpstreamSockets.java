package io.kinglet.server.transport;

import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.server.tls.ClientTls;
import io.netty.channel.EventLoop;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks upstreams on the event loops of a server: a new socket per question over UDP, pooled connections over TCP, TLS and
 * HTTPS. Any thread.
 *
 * <p>A question asked on an event loop stays on it. Sockets and questions in flight are bounded; over the bound the outcome is
 * {@link Exchange.Outcome.Busy} at once.
 */
public final class UpstreamSockets implements Exchange, AutoCloseable {

    private static final int MOST_TCP_QUESTIONS = 8192;
    private static final int USUAL_REPLY = 4096;
    private static final int LARGEST_REPLY = 0xffff;

    private final TransportResources resources;
    private final Connections connections;
    private final boolean exactCase;
    private final @Nullable ClientTls tls;
    private final ForwardObserver observer;
    private final int mostPerLane;
    private final Map<Lane, Carried> carried;
    private final Map<Endpoint, UpstreamRoute> routes = new ConcurrentHashMap<>();

    /** What one event loop carries over TCP. */
    private static final class Carried {
        private final Map<Endpoint, UpstreamPool> pools = new HashMap<>();
        private int questions;
    }

    /**
     * @param tls null where no upstream is encrypted
     */
    public UpstreamSockets(
            TransportResources resources, ForwardConfig config, @Nullable ClientTls tls, ForwardObserver observer) {
        this(resources, config.connections(), config.carriage().randomCase(), tls, observer, MOST_TCP_QUESTIONS);
        if (tls == null && config.upstreams().stream().anyMatch(it -> it.protocol() != Endpoint.Protocol.DNS)) {
            throw new IllegalArgumentException("encrypted upstreams need TLS");
        }
    }

    UpstreamSockets(
            TransportResources resources,
            Connections connections,
            boolean exactCase,
            @Nullable ClientTls tls,
            ForwardObserver observer,
            int mostTcpQuestions) {
        this.resources = resources;
        this.connections = connections;
        this.exactCase = exactCase;
        this.tls = tls;
        this.observer = observer;
        mostPerLane = Math.max(1, mostTcpQuestions / resources.lanes().size());
        carried = resources.lanes().stream().collect(Collectors.toUnmodifiableMap(it -> it, it -> new Carried()));
    }

    @Override
    public CompletionStage<Outcome> exchange(Query asked, Endpoint upstream, Transport transport, long timeoutNanos) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        if (isOtherFamily(upstream)) {
            outcome.complete(new Outcome.Broken("cannot be reached from the source address"));
            return outcome;
        }
        Lane lane = resources.lane();
        EventLoop loop = lane.loop();
        try {
            if (loop.inEventLoop()) {
                ask(lane, asked, upstream, transport, timeoutNanos, outcome);
            } else {
                loop.execute(() -> ask(lane, asked, upstream, transport, timeoutNanos, outcome));
            }
        } catch (RejectedExecutionException e) {
            outcome.complete(new Outcome.Broken("closed"));
        }
        return outcome;
    }

    private void ask(
            Lane lane,
            Query asked,
            Endpoint upstream,
            Transport transport,
            long timeoutNanos,
            CompletableFuture<Outcome> outcome) {
        Carrier carrier = upstream.carrier(transport);
        if (carrier != Carrier.UDP) {
            askConnected(lane, asked, upstream, timeoutNanos, outcome);
            return;
        }
        if (!lane.takeDescriptor()) {
            outcome.complete(tooMany());
            return;
        }
        observer.connected(upstream.address(), Carrier.UDP, false);
        int largest = asked.edns().payloadSize() <= USUAL_REPLY ? USUAL_REPLY : LARGEST_REPLY;
        UpstreamRoute route = route(upstream);
        new UdpExchange(lane, asked, outcome, exactCase)
                .start(
                        resources
                                .eventLoops()
                                .udpClient(lane.loop(), upstream.address().getAddress(), largest),
                        upstream.address(),
                        route.source(),
                        timeoutNanos);
    }

    private void askConnected(
            Lane lane, Query asked, Endpoint upstream, long timeoutNanos, CompletableFuture<Outcome> outcome) {
        Carried its = carried(lane);
        if (its.questions >= mostPerLane) {
            outcome.complete(tooMany());
            return;
        }
        its.questions++;
        outcome.whenComplete((result, failure) -> its.questions--);
        its.pools.computeIfAbsent(upstream, it -> pool(lane, it)).ask(asked, outcome, timeoutNanos);
    }

    private UpstreamPool pool(Lane lane, Endpoint upstream) {
        return new UpstreamPool(
                lane,
                resources.eventLoops().tcpClient(lane.loop(), upstream.address().getAddress()),
                route(upstream));
    }

    private UpstreamRoute route(Endpoint upstream) {
        UpstreamRoute known = routes.get(upstream);
        return known != null
                ? known
                : routes.computeIfAbsent(
                        upstream, it -> new UpstreamRoute(it, connections, observer, tls, resources.handshakes()));
    }

    private boolean isOtherFamily(Endpoint upstream) {
        InetAddress source = connections.source();
        return source != null
                && source instanceof Inet4Address != upstream.address().getAddress() instanceof Inet4Address;
    }

    private Carried carried(Lane lane) {
        Carried its = carried.get(lane);
        if (its == null) {
            throw new IllegalStateException("an event loop of other resources");
        }
        return its;
    }

    static Outcome tooMany() {
        return new Outcome.Busy();
    }

    static Outcome.Broken broken(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof PortUnreachableException || message.contains("refused")) {
            return new Outcome.Broken("connection refused");
        }
        return new Outcome.Broken(message);
    }

    /** Closes idle connections now and the others after their last reply: queries under way are not disturbed. */
    @Override
    public void close() {
        for (Lane lane : resources.lanes()) {
            try {
                lane.loop().execute(() -> carried(lane).pools.values().forEach(UpstreamPool::close));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and with it every connection on it.
                return;
            }
        }
    }
}
