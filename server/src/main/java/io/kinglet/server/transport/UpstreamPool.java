package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TCP connections of one event loop to one upstream. Event-loop confined. */
final class UpstreamPool {

    /** Servers that answer one after the other are common: a few connections keep a slow answer from holding up all. */
    static final int MOST_CONNECTIONS = 4;

    private static final int CONNECT_MILLIS = 5000;

    private final Lane lane;
    private final Bootstrap sockets;
    private final InetSocketAddress upstream;
    private long expireNanos;
    private final ForwardObserver observer;
    private final List<UpstreamConnection> connections = new ArrayList<>();

    UpstreamPool(Lane lane, Bootstrap sockets, InetSocketAddress upstream, long expireNanos, ForwardObserver observer) {
        this.lane = lane;
        this.sockets = sockets.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        this.upstream = upstream;
        this.expireNanos = expireNanos;
        this.observer = observer;
    }

    void ask(Query asked, CompletableFuture<Outcome> outcome, long timeoutNanos) {
        TcpQuestion question = new TcpQuestion(asked, outcome);
        UpstreamConnection carrier = leastLoaded();
        boolean fresh = carrier == null || (carrier.load() > 0 && connections.size() < MOST_CONNECTIONS);
        UpstreamConnection chosen = fresh && lane.takeDescriptor() ? open() : carrier;
        if (chosen == null) {
            outcome.complete(UpstreamSockets.tooMany());
            return;
        }
        if (chosen == carrier) {
            chosen.reuse();
        }
        observer.connected(upstream, Transport.TCP, chosen == carrier);
        question.timer(lane.loop().schedule(question::timeOut, timeoutNanos, TimeUnit.NANOSECONDS));
        chosen.ask(question);
    }

    private UpstreamConnection open() {
        UpstreamConnection connection = new UpstreamConnection(this, lane, expireNanos);
        connections.add(connection);
        ChannelFuture connecting = sockets.clone().handler(connection).connect(upstream);
        connection.opening(connecting.channel());
        connecting.addListener(it -> {
            Throwable cause = it.cause();
            if (cause != null) {
                lane.run(() -> connection.end(UpstreamSockets.broken(cause).problem()));
            }
        });
        return connection;
    }

    private @Nullable UpstreamConnection leastLoaded() {
        UpstreamConnection least = null;
        for (UpstreamConnection each : connections) {
            if (each.usable() && (least == null || each.load() < least.load())) {
                least = each;
            }
        }
        return least;
    }

    void forget(UpstreamConnection connection) {
        connections.remove(connection);
    }

    /** Asks again over one new connection, in place of the one that carried them; their timers run on. */
    void move(List<TcpQuestion> questions) {
        if (lane.takeDescriptor()) {
            UpstreamConnection connection = open();
            questions.forEach(connection::ask);
        } else {
            questions.forEach(question -> question.finish(UpstreamSockets.tooMany()));
        }
    }

    /** Keeps no connection from now on; those that carry questions are closed after the last reply. */
    void close() {
        expireNanos = 0;
        List.copyOf(connections).forEach(UpstreamConnection::retire);
    }
}
