package io.kinglet.server.transport;

import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TCP or TLS connections of one event loop to one upstream. Event-loop confined. */
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
    private final List<UpstreamConnection> connections = new ArrayList<>();

    UpstreamPool(Lane lane, Bootstrap sockets, UpstreamRoute route) {
        this.lane = lane;
        this.sockets = sockets.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        this.route = route;
        carrier = route.endpoint().carrier(Transport.TCP);
        expireNanos = route.connections().expire().toNanos();
    }

    void ask(Query asked, CompletableFuture<Outcome> outcome, long timeoutNanos) {
        TcpQuestion question = new TcpQuestion(asked, outcome);
        UpstreamConnection open = leastLoaded();
        boolean fresh = open == null || (open.load() > 0 && connections.size() < MOST_CONNECTIONS);
        UpstreamConnection chosen = fresh && lane.takeDescriptor() ? open() : open;
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

    private UpstreamConnection open() {
        QueryIds random = lane.queryIds();
        long age = route.connections().maxAge().toNanos();
        long aged = System.nanoTime() + (age == 0 ? FOREVER : UpstreamRoute.jittered(age, random));
        UpstreamConnection connection = new UpstreamConnection(
                this, lane, route.guard(""), UpstreamRoute.jittered(expireNanos, random), aged);
        connections.add(connection);
        ChannelFuture connecting = sockets.clone().handler(connection)
                .connect(route.endpoint().address(), route.source());
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
        long now = System.nanoTime();
        for (UpstreamConnection each : List.copyOf(connections)) {
            if (each.isAged(now)) {
                each.retire();
            } else if (each.usable() && (least == null || each.load() < least.load())) {
                least = each;
            }
        }
        return least;
    }

    /** See {@link UpstreamRoute#idles}. */
    boolean idles(int more) {
        return route.idles(more);
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
