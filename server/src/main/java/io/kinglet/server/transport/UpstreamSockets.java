package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/**
 * Asks upstreams on the event loops of a server: a new socket per question over UDP, pooled connections over TCP. Any thread.
 *
 * <p>A question asked on an event loop stays on it. Sockets and questions in flight are bounded; over the bound the outcome is
 * {@link Exchange.Outcome.Broken} at once.
 */
public final class UpstreamSockets implements Exchange, AutoCloseable {

    private static final int MOST_TCP_QUESTIONS = 8192;
    private static final int USUAL_REPLY = 4096;
    private static final int LARGEST_REPLY = 0xffff;

    private final TransportResources resources;
    private final long expireNanos;
    private final ForwardObserver observer;
    private final int mostPerLane;
    private final Map<Lane, Carried> carried;

    /** What one event loop carries over TCP. */
    private static final class Carried {
        private final Map<InetSocketAddress, UpstreamPool> pools = new HashMap<>();
        private int questions;
    }

    /**
     * @param expire how long an idle TCP connection is kept
     */
    public UpstreamSockets(TransportResources resources, Duration expire, ForwardObserver observer) {
        this(resources, expire, observer, MOST_TCP_QUESTIONS);
    }

    UpstreamSockets(TransportResources resources, Duration expire, ForwardObserver observer, int mostTcpQuestions) {
        this.resources = resources;
        this.observer = observer;
        expireNanos = expire.toNanos();
        mostPerLane = Math.max(1, mostTcpQuestions / resources.lanes().size());
        carried = resources.lanes().stream().collect(Collectors.toUnmodifiableMap(it -> it, it -> new Carried()));
    }

    @Override
    public CompletionStage<Outcome> exchange(
            Query asked, InetSocketAddress upstream, Transport transport, long timeoutNanos) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
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
            InetSocketAddress upstream,
            Transport transport,
            long timeoutNanos,
            CompletableFuture<Outcome> outcome) {
        if (transport == Transport.TCP) {
            askTcp(lane, asked, upstream, timeoutNanos, outcome);
            return;
        }
        if (!lane.takeDescriptor()) {
            outcome.complete(tooMany());
            return;
        }
        observer.connected(upstream, Transport.UDP, false);
        int largest = asked.edns().payloadSize() <= USUAL_REPLY ? USUAL_REPLY : LARGEST_REPLY;
        new UdpExchange(lane, asked, outcome)
                .start(
                        resources.eventLoops().udpClient(lane.loop(), upstream.getAddress(), largest),
                        upstream,
                        timeoutNanos);
    }

    private void askTcp(
            Lane lane, Query asked, InetSocketAddress upstream, long timeoutNanos, CompletableFuture<Outcome> outcome) {
        Carried its = carried(lane);
        if (its.questions >= mostPerLane) {
            outcome.complete(tooMany());
            return;
        }
        its.questions++;
        outcome.whenComplete((result, failure) -> its.questions--);
        its.pools.computeIfAbsent(upstream, it -> pool(lane, it)).ask(asked, outcome, timeoutNanos);
    }

    private UpstreamPool pool(Lane lane, InetSocketAddress upstream) {
        return new UpstreamPool(
                lane,
                resources.eventLoops().tcpClient(lane.loop(), upstream.getAddress()),
                upstream,
                expireNanos,
                observer);
    }

    private Carried carried(Lane lane) {
        Carried its = carried.get(lane);
        if (its == null) {
            throw new IllegalStateException("an event loop of other resources");
        }
        return its;
    }

    static Outcome.Broken tooMany() {
        return new Outcome.Broken("too many questions are under way");
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
