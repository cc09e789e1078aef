package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Endpoint.Protocol;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.tls.ClientTlsConfig;
import io.kinglet.server.tls.Fixtures;
import io.netty.handler.codec.http2.Http2Error;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoLeaks.class)
@Timeout(120)
class EncryptedUpstreamsTest {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final Connections USUAL = Connections.USUAL;
    private static final Function<byte[], byte @Nullable []> ANSWER = query -> ScriptedUpstream.reply(query, 42);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> connected = new ConcurrentLinkedQueue<>();
    private final ForwardObserver observer = new ForwardObserver() {
        @Override
        public void connected(InetSocketAddress upstream, Carrier carrier, boolean again) {
            connected.add(carrier.label() + (again ? " reused" : " new"));
        }
    };

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T what) {
        opened.add(what);
        return what;
    }

    private EncryptedUpstream upstream(Protocol protocol, String certificate) throws Exception {
        return open(new EncryptedUpstream(protocol == Protocol.HTTPS, certificate, ClientCertificates.NONE, ANSWER));
    }

    private UpstreamSockets sockets(Connections connections, ClientTlsConfig tls) throws Exception {
        TransportLimits standard = TransportLimits.standard();
        TransportLimits one =
                new TransportLimits(1, 10, standard.inFlight(), standard.idle(), standard.read(), standard.write());
        return open(new UpstreamSockets(
                open(new TransportResources(one)), connections, false, ClientTls.load(tls), observer, 1000));
    }

    private UpstreamSockets sockets(Connections connections) throws Exception {
        return sockets(connections, new ClientTlsConfig(null, null, Fixtures.file("authority.pem")));
    }

    private static Query query() {
        byte[] octets = Messages.query(7, "www.example.test.", 1);
        Query query = new Query();
        assertThat(query.read(octets, octets.length, Transport.UDP, null)).isEqualTo(QueryDefect.NONE);
        return query;
    }

    private static Future<Outcome> start(UpstreamSockets sockets, Endpoint endpoint, long nanos) {
        return sockets.exchange(query(), endpoint, Transport.UDP, nanos).toCompletableFuture();
    }

    private static Outcome ask(UpstreamSockets sockets, Endpoint endpoint) throws Exception {
        return start(sockets, endpoint, PATIENCE).get(60, TimeUnit.SECONDS);
    }

    private static RelayedMessage message(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Reply.class);
        return ((Outcome.Reply) outcome).message();
    }

    private static Endpoint at(EncryptedUpstream upstream, Protocol protocol, String name) {
        return new Endpoint(upstream.address(), protocol, name);
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void oneConnectionCarriesQuestionAfterQuestion(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "server");
        UpstreamSockets sockets = sockets(USUAL);
        for (int i = 0; i < 5; i++) {
            byte[] octets = message(ask(sockets, at(upstream, protocol, ""))).octets();
            assertThat(Header.u32(octets, octets.length - 4)).isEqualTo(42);
        }
        assertThat(upstream.accepted).hasValue(1);
        String label = protocol == Protocol.TLS ? "tcp-tls" : "https";
        assertThat(connected)
                .containsExactly(
                        label + " new", label + " reused", label + " reused", label + " reused", label + " reused");
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void manyQuestionsAreUnderWayAtOnceOnFewConnections(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "server");
        UpstreamSockets sockets = sockets(USUAL);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            outcomes.add(start(sockets, at(upstream, protocol, "localhost"), PATIENCE));
        }
        int answers = 0;
        for (Future<Outcome> outcome : outcomes) {
            // HTTP/2 servers say how many streams they take: what is over that is told apart from trouble.
            answers += outcome.get(60, TimeUnit.SECONDS) instanceof Outcome.Reply ? 1 : 0;
        }
        assertThat(answers).isGreaterThanOrEqualTo(protocol == Protocol.TLS ? 500 : 400);
        assertThat(upstream.accepted.get()).isLessThanOrEqualTo(UpstreamPool.MOST_CONNECTIONS);
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsSentToWhoBearsAnotherName(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "server");
        Outcome outcome = ask(sockets(USUAL), at(upstream, protocol, "dns.example"));
        assertThat(outcome).isInstanceOf(Outcome.Broken.class);
        assertThat(outcome.problem()).contains("dns.example");
        assertThat(upstream.queries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsSentToWhoIsVouchedForByAStranger(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "strange");
        assertThat(ask(sockets(USUAL), at(upstream, protocol, ""))).isInstanceOf(Outcome.Broken.class);
        assertThat(ask(sockets(USUAL, ClientTlsConfig.USUAL), at(upstream, protocol, "")))
                .as("the authorities of the Java runtime")
                .isInstanceOf(Outcome.Broken.class);
        assertThat(upstream.queries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void aCertificateIsShownWhereThereIsOne(Protocol protocol) throws Exception {
        EncryptedUpstream upstream =
                open(new EncryptedUpstream(protocol == Protocol.HTTPS, "server", ClientCertificates.VERIFIED, ANSWER));
        ClientTlsConfig own = new ClientTlsConfig(
                Fixtures.file("client.pem"), Fixtures.file("client.key"), Fixtures.file("authority.pem"));
        message(ask(sockets(USUAL, own), at(upstream, protocol, "")));
        assertThat(ask(sockets(USUAL), at(upstream, protocol, ""))).isInstanceOf(Outcome.Broken.class);
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void aHandshakeThatHangsTimesOut(Protocol protocol) throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = new Endpoint((InetSocketAddress) mute.getLocalSocketAddress(), protocol, "");
            assertThat(start(sockets(USUAL), endpoint, 50_000_000).get(20, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.TimedOut());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void silenceTimesOutAndTheConnectionIsLeft(Protocol protocol) throws Exception {
        EncryptedUpstream upstream =
                open(new EncryptedUpstream(protocol == Protocol.HTTPS, "server", ClientCertificates.NONE, it -> null));
        UpstreamSockets sockets = sockets(USUAL);
        Endpoint endpoint = at(upstream, protocol, "");
        assertThat(start(sockets, endpoint, 300_000_000).get(20, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.TimedOut());
        assertThat(start(sockets, endpoint, 300_000_000).get(20, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.TimedOut());
        assertThat(connected).hasSize(2).noneMatch(it -> it.endsWith("reused"));
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void anAgedConnectionIsReplaced(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "server");
        UpstreamSockets sockets =
                sockets(new Connections(Duration.ofSeconds(10), Duration.ofNanos(100), 0, null, false));
        message(ask(sockets, at(upstream, protocol, "")));
        message(ask(sockets, at(upstream, protocol, "")));
        assertThat(upstream.accepted).hasValue(2);
        await().untilAsserted(() -> assertThat(upstream.open).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "DNS", mode = EnumSource.Mode.EXCLUDE)
    void anIdleConnectionExpires(Protocol protocol) throws Exception {
        EncryptedUpstream upstream = upstream(protocol, "server");
        message(ask(
                sockets(new Connections(Duration.ofMillis(50), Duration.ZERO, 0, null, false)),
                at(upstream, protocol, "")));
        await().untilAsserted(() -> assertThat(upstream.open).isEmpty());
    }

    @Test
    void noMoreConnectionsIdleThanAllowed() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.TLS, "server");
        UpstreamSockets sockets = sockets(new Connections(Duration.ofSeconds(10), Duration.ZERO, 1, null, false));
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(start(sockets, at(upstream, Protocol.TLS, ""), PATIENCE));
        }
        for (Future<Outcome> outcome : outcomes) {
            message(outcome.get(20, TimeUnit.SECONDS));
        }
        assertThat(upstream.accepted).hasValue(3);
        await().untilAsserted(() -> assertThat(upstream.open).hasSize(1));
    }

    @Test
    void questionsOverHttpsArePostedOrGot() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        Endpoint endpoint = at(upstream, Protocol.HTTPS, "localhost");
        message(ask(sockets(USUAL), endpoint));
        message(ask(sockets(new Connections(Duration.ofSeconds(9), Duration.ZERO, 0, null, true)), endpoint));
        assertThat(upstream.requests.get(0).method()).hasToString("POST");
        assertThat(upstream.requests.get(0).path()).hasToString("/dns-query");
        assertThat(upstream.requests.get(0).get("content-type")).hasToString("application/dns-message");
        assertThat(upstream.requests.get(1).method()).hasToString("GET");
        assertThat(upstream.requests.get(1).path().toString()).startsWith("/dns-query?dns=AAABAAAB");
        assertThat(upstream.requests.get(1).authority())
                .hasToString("localhost:" + upstream.address().getPort());
        assertThat(upstream.queries).allMatch(it -> Header.u16(it, 0) == 0).hasSize(2);
    }

    @Test
    void anotherStatusOrTypeIsNoReply() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        UpstreamSockets sockets = sockets(USUAL);
        Endpoint endpoint = at(upstream, Protocol.HTTPS, "");
        upstream.status = "503";
        assertThat(ask(sockets, endpoint)).isEqualTo(new Outcome.Broken("HTTP status 503"));
        upstream.status = "200";
        upstream.type = "text/html";
        assertThat(ask(sockets, endpoint).problem()).contains("text/html");
        upstream.type = "application/dns-message";
        message(ask(sockets, endpoint));
        assertThat(upstream.accepted).as("a bad response is no reason to leave").hasValue(1);
    }

    @Test
    void typesAreComparedWithoutRegardToCase() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        UpstreamSockets sockets = sockets(USUAL);
        for (String type : List.of("Application/DNS-Message", "application/dns-message ; v=1")) {
            upstream.type = type;
            message(ask(sockets, at(upstream, Protocol.HTTPS, "")));
        }
    }

    @Test
    void aQuestionWhoseStreamIsRefusedIsAskedOnceMore() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        UpstreamSockets sockets = sockets(USUAL);
        Endpoint endpoint = at(upstream, Protocol.HTTPS, "");
        upstream.refusals.set(1);
        message(ask(sockets, endpoint));
        assertThat(upstream.queries).hasSize(2);
        upstream.refusals.set(2);
        assertThat(ask(sockets, endpoint)).isEqualTo(new Outcome.Broken("the upstream refused the stream"));
        upstream.refusals.set(1);
        upstream.refusal = Http2Error.INTERNAL_ERROR;
        assertThat(ask(sockets, endpoint).problem()).contains("error 2");
        assertThat(upstream.queries).hasSize(5);
    }

    @Test
    void manyRefusedStreamsOpenNoMoreConnectionsThanOthers() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        UpstreamSockets sockets = sockets(USUAL);
        message(ask(sockets, at(upstream, Protocol.HTTPS, "")));
        upstream.refusals.set(50);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            outcomes.add(start(sockets, at(upstream, Protocol.HTTPS, ""), PATIENCE));
        }
        for (Future<Outcome> outcome : outcomes) {
            outcome.get(60, TimeUnit.SECONDS);
        }
        assertThat(upstream.accepted.get()).isLessThanOrEqualTo(UpstreamPool.MOST_CONNECTIONS);
    }

    @Test
    void timeInACacheOfHttpIsTakenFromTheTtl() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        upstream.age = "25";
        RelayedMessage message = message(ask(sockets(USUAL), at(upstream, Protocol.HTTPS, "")));
        assertThat(Header.u32(message.octets(), message.octets().length - 10)).isEqualTo(35);
    }

    @Test
    void garbageOverHttpsIsNoReply() throws Exception {
        EncryptedUpstream upstream = open(new EncryptedUpstream(
                true, "server", ClientCertificates.NONE, query -> new byte[] {1, 2, 3, 4, 5, 6, 7}));
        assertThat(ask(sockets(USUAL), at(upstream, Protocol.HTTPS, "")).problem())
                .isEqualTo("the upstream sent what nobody asked for");
    }

    @Test
    void aConnectionThatGoesAwayIsReplaced() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        UpstreamSockets sockets = sockets(USUAL);
        message(ask(sockets, at(upstream, Protocol.HTTPS, "")));
        upstream.goAway();
        await().untilAsserted(() -> assertThat(upstream.open).isEmpty());
        message(ask(sockets, at(upstream, Protocol.HTTPS, "")));
        assertThat(upstream.accepted).hasValue(2);
    }

    @Test
    void whatAnUpstreamThatGoesAwayDidNotTakeIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        EncryptedUpstream upstream = open(new EncryptedUpstream(
                true,
                "server",
                ClientCertificates.NONE,
                query -> asked.incrementAndGet() == 2 ? null : ANSWER.apply(query)));
        UpstreamSockets sockets = sockets(USUAL);
        Endpoint endpoint = at(upstream, Protocol.HTTPS, "");
        message(ask(sockets, endpoint));
        Future<Outcome> ignored = start(sockets, endpoint, PATIENCE);
        await().until(() -> asked.get() == 2);
        upstream.goAwayAfterFirst();
        message(ignored.get(60, TimeUnit.SECONDS));
        assertThat(upstream.accepted).hasValue(2);
    }

    @Test
    void whoSpeaksNoHttp2IsToldSo() throws Exception {
        EncryptedUpstream upstream = upstream(Protocol.HTTPS, "server");
        upstream.alpn = "";
        assertThat(ask(sockets(USUAL), at(upstream, Protocol.HTTPS, "")))
                .isEqualTo(new Outcome.Broken("the upstream does not speak HTTP/2"));
        assertThat(upstream.queries).isEmpty();
    }
}
