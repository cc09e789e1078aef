package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when the system has no socket left: Netty tells of it on a thread of its own. */
class NoSocketsTest {

    private static final InetSocketAddress UPSTREAM = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSocketThatCannotBeMadeIsToldOnTheEventLoop(Transport transport) throws Exception {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits one = new TransportLimits(1, 10, usual.inFlight(), usual.idle(), usual.read(), usual.write());
        try (TransportResources resources = new TransportResources(one)) {
            Lane lane = resources.lanes().get(0);
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> onLoop =
                    outcome.thenApply(it -> lane.loop().inEventLoop());
            lane.loop().execute(() -> ask(lane, transport, outcome));
            // The order counts: whoever waits for the outcome itself may run what depends on it.
            assertThat(onLoop.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome.Broken("too many open files"));
        }
    }

    private static void ask(Lane lane, Transport transport, CompletableFuture<Outcome> outcome) {
        byte[] octets = Messages.query(7, "a.test.", 1);
        Query query = new Query();
        query.read(octets, octets.length, transport, null);
        Bootstrap sockets = new Bootstrap().group(lane.loop()).channelFactory(NoSocketsTest::noSocket);
        assertThat(lane.takeDescriptor()).isTrue();
        UpstreamRoute route = new UpstreamRoute(
                Endpoint.plain(UPSTREAM), Connections.USUAL, ForwardObserver.NONE, null, Runnable::run);
        if (transport == Transport.UDP) {
            new UdpExchange(lane, query, outcome, false).start(sockets, UPSTREAM, null, TimeUnit.SECONDS.toNanos(30));
        } else {
            new UpstreamPool(lane, sockets, route).ask(query, outcome, TimeUnit.SECONDS.toNanos(30));
        }
    }

    private static Channel noSocket() {
        throw new IllegalStateException("Too many open files");
    }
}
