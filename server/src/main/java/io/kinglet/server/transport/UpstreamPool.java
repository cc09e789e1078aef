package io.kinglet.server.transport;

import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TCP, TLS or HTTPS connections of one event loop to one upstream. Event-loop confined. */
final class UpstreamPool {

    /** Servers that answer one after the other are common: a few connections keep a slow answer from holding up all. */
    static final int MOST_CONNECTIONS = 4;

    private static final int CONNECT_MILLIS = 5000;
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final Lane lane;
    private final Bootstrap sockets;
    private final UpstreamRoute route;
    private final Carrier carrier;
    private long expireNanos;
    private final List<PooledConnection> connections = new ArrayList<>();

    UpstreamPool(Lane lane, Bootstrap sockets, UpstreamRoute route) {
        this.lane = lane;
        this.sockets = sockets.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        this.route = route;
        carrier = route.endpoint().carrier(Transport.TCP);
        expireNanos = route.connections().expire().toNanos();
    }

    void ask(Query asked, CompletableFuture<Outcome> outcome, long timeoutNanos) {
        TcpQuestion question = new TcpQuestion(asked, outcome);
        PooledConnection open = leastLoaded(null);
        PooledConnection chosen = openBeside(open);
        if (chosen == null) {
            outcome.complete(UpstreamSockets.tooMany());
            return;
        }
        if (chosen == open) {
            chosen.reuse();
        }
        route.observer().connected(route.endpoint().address(), carrier, chosen == open);
        question.timer(lane.loop().schedule(question::timeOut, timeoutNanos, TimeUnit.NANOSECONDS));
        chosen.ask(question);
    }

    /** That connection, or a new one if it has much to do and there may be more; null when there is none at all. */
    private @Nullable PooledConnection openBeside(@Nullable PooledConnection open) {
        boolean fresh = connections.size() < MOST_CONNECTIONS && (open == null || open.load() >= open.fullAt());
        return fresh && lane.takeDescriptor() ? open() : open;
    }

    private PooledConnection open() {
        QueryIds random = lane.queryIds();
        long age = route.connections().maxAge().toNanos();
        long aged = System.nanoTime() + (age == 0 ? FOREVER : UpstreamRoute.jittered(age, random));
        PooledConnection connection = make(UpstreamRoute.jittered(expireNanos, random), aged);
        connections.add(connection);
        ChannelFuture connecting =
                sockets.clone().handler(connection).connect(route.endpoint().address(), route.source());
        connection.opening(connecting.channel());
        connecting.addListener(it -> {
            Throwable cause = it.cause();
            if (cause != null) {
                lane.run(() -> connection.end(UpstreamSockets.broken(cause).problem()));
            }
        });
        return connection;
    }

    private PooledConnection make(long expire, long aged) {
        if (carrier == Carrier.HTTPS) {
            SslHandler tls = Objects.requireNonNull(route.guard(HttpsConnection.HTTP_2));
            return new HttpsConnection(this, lane, route, tls, expire, aged);
        }
        return new UpstreamConnection(this, lane, route, route.guard(""), expire, aged);
    }

    private @Nullable PooledConnection leastLoaded(@Nullable PooledConnection butNot) {
        PooledConnection least = null;
        long now = System.nanoTime();
        for (PooledConnection each : List.copyOf(connections)) {
            if (each.isAged(now)) {
                each.retire();
            } else if (each != butNot && each.usable() && (least == null || each.load() < least.load())) {
                least = each;
            }
        }
        return least;
    }

    void forget(PooledConnection connection) {
        connections.remove(connection);
    }

    /** Takes a question that the upstream has not looked at, on this connection. It is asked once more over another; its timer runs on. */
    void askElsewhere(TcpQuestion question, PooledConnection connection, String reason) {
        if (!question.moves()) {
            question.finish(new Outcome.Broken(reason));
            return;
        }
        PooledConnection open = leastLoaded(connection);
        PooledConnection chosen = openBeside(open);
        if (chosen == null) {
            question.finish(UpstreamSockets.tooMany());
            return;
        }
        if (chosen == open) {
            chosen.reuse();
        }
        chosen.ask(question);
    }

    /**
     * Takes what a connection carried when it ended.
     *
     * @param reused whether it had carried others before: then the upstream may have closed it for its age
     */
    void orphaned(List<TcpQuestion> orphans, boolean reused, String reason) {
        List<TcpQuestion> moving = new ArrayList<>();
        for (TcpQuestion question : orphans) {
            if (reused && question.moves()) {
                moving.add(question);
            } else if (!question.over()) {
                question.finish(new Outcome.Broken(reason));
            }
        }
        if (!moving.isEmpty()) {
            move(moving);
        }
    }

    /** Asks again over one new connection, in place of the one that carried them; their timers run on. */
    private void move(List<TcpQuestion> questions) {
        if (lane.takeDescriptor()) {
            PooledConnection connection = open();
            questions.forEach(connection::ask);
        } else {
            questions.forEach(question -> question.finish(UpstreamSockets.tooMany()));
        }
    }

    /** Keeps no connection from now on; those that carry questions are closed after the last reply. */
    void close() {
        expireNanos = 0;
        List.copyOf(connections).forEach(PooledConnection::retire);
    }
}
