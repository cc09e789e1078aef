package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
@Timeout(120)
class UpstreamSocketsTest {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final Duration EXPIRE = Duration.ofSeconds(10);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<Boolean> reused = new ConcurrentLinkedQueue<>();
    private final ForwardObserver observer = new ForwardObserver() {
        @Override
        public void connected(InetSocketAddress upstream, Carrier carrier, boolean again) {
            reused.add(again);
        }
    };

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

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

    private UpstreamSockets sockets(boolean epoll, Duration expire, int mostQuestions) {
        TransportLimits standard = TransportLimits.standard();
        TransportLimits one =
                new TransportLimits(1, 10, standard.inFlight(), standard.idle(), standard.read(), standard.write());
        Connections connections = new Connections(expire, Duration.ZERO, 0, null, false);
        return open(new UpstreamSockets(
                open(new TransportResources(one, epoll)), connections, false, null, observer, mostQuestions));
    }

    private static Query query(String name) {
        byte[] octets = Messages.query(7, name, 1);
        Query query = new Query();
        assertThat(query.read(octets, octets.length, Transport.UDP, null)).isEqualTo(QueryDefect.NONE);
        return query;
    }

    private static Future<Outcome> ask(UpstreamSockets sockets, String name, ScriptedUpstream at, Transport over) {
        return ask(sockets, name, at, over, PATIENCE);
    }

    private static Future<Outcome> ask(
            UpstreamSockets sockets, String name, ScriptedUpstream at, Transport over, long nanos) {
        return sockets.exchange(query(name), Endpoint.plain(at.address()), over, nanos)
                .toCompletableFuture();
    }

    /** The number in the address of the reply. */
    private static int number(Future<Outcome> outcome) throws Exception {
        Outcome got = outcome.get(60, TimeUnit.SECONDS);
        assertThat(got).isInstanceOf(Outcome.Reply.class);
        byte[] octets = ((Outcome.Reply) got).message().octets();
        return Header.u32(octets, octets.length - 4);
    }

    private static int numberIn(byte[] query) {
        int length = query[12];
        return Integer.parseInt(new String(query, 14, length - 1, java.nio.charset.StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyQuestionOverUdpHasAPortAndAnIdOfItsOwn(boolean epoll) throws Exception {
        Set<Integer> ports = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        ScriptedUpstream upstream = open(ScriptedUpstream.udp((query, client, socket) -> {
            ports.add(client.getPort());
            ids.add(Header.u16(query, 0));
            ScriptedUpstream.send(socket, ScriptedUpstream.reply(query, numberIn(query)), client);
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        for (int i = 0; i < 500; i++) {
            assertThat(number(ask(sockets, "n" + i + ".test.", upstream, Transport.UDP)))
                    .isEqualTo(i);
        }
        assertThat(ports).hasSizeGreaterThanOrEqualTo(450);
        assertThat(ids).hasSizeGreaterThanOrEqualTo(450);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aLiarDoesNotWinOverTheHonestReply(boolean epoll) throws Exception {
        DatagramSocket elsewhere = open(new DatagramSocket());
        ScriptedUpstream upstream = open(ScriptedUpstream.udp((query, client, socket) -> {
            byte[] wrongId = ScriptedUpstream.reply(query, 1);
            wrongId[0]++;
            byte[] wrongQuestion = ScriptedUpstream.reply(query, 2);
            wrongQuestion[14]++;
            byte[] wrongType = ScriptedUpstream.reply(query, 3);
            wrongType[query.length - 3] = 28;
            byte[] noQuestion = java.util.Arrays.copyOf(query, 12);
            noQuestion[2] |= (byte) 0x80;
            noQuestion[5] = 0;
            byte[] lyingCount = ScriptedUpstream.reply(query, 4);
            lyingCount[7] = 99;
            for (byte[] lie : List.of(wrongId, wrongQuestion, wrongType, query, noQuestion, lyingCount, new byte[0])) {
                ScriptedUpstream.send(socket, lie, client);
            }
            ScriptedUpstream.send(elsewhere, ScriptedUpstream.reply(query, 5), client);
            ScriptedUpstream.send(socket, ScriptedUpstream.reply(query, 42), client);
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        for (int i = 0; i < 20; i++) {
            assertThat(number(ask(sockets, "n.test.", upstream, Transport.UDP))).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void silenceTimesOut(boolean epoll) throws Exception {
        ScriptedUpstream udp = open(ScriptedUpstream.udp((query, client, socket) -> {}));
        ScriptedUpstream tcp = open(ScriptedUpstream.tcp((connection, in) -> in.readAllBytes()));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        assertThat(ask(sockets, "a.test.", udp, Transport.UDP, 50_000_000).get(20, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.TimedOut());
        assertThat(ask(sockets, "a.test.", tcp, Transport.TCP, 50_000_000).get(20, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.TimedOut());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClosedPortIsToldAtOnce(boolean epoll) throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) gone.getLocalSocketAddress();
        }
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        for (Transport over : Transport.values()) {
            assertThat(sockets.exchange(query("a.test."), Endpoint.plain(nobody), over, PATIENCE)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Broken("connection refused"));
        }
    }

    @Test
    void seventyThousandQuestionsInFlightAreNeverCrossed() throws Exception {
        int all = 70_000;
        CountDownLatch received = new CountDownLatch(all);
        Map<Socket, List<byte[]>> queries = new ConcurrentHashMap<>();
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            List<byte[]> its =
                    queries.computeIfAbsent(connection, it -> Collections.synchronizedList(new ArrayList<>()));
            while (true) {
                its.add(ScriptedUpstream.message(in));
                received.countDown();
            }
        }));
        UpstreamSockets sockets = sockets(EventLoops.epollAvailable(), EXPIRE, all);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            outcomes.add(ask(sockets, "n" + i + ".test.", upstream, Transport.TCP, 3 * PATIENCE));
        }
        await(received);
        for (Map.Entry<Socket, List<byte[]>> each : queries.entrySet()) {
            Collections.shuffle(each.getValue(), new Random(5));
            OutputStream out = new BufferedOutputStream(each.getKey().getOutputStream(), 1 << 16);
            for (byte[] query : each.getValue()) {
                out.write(Messages.framed(ScriptedUpstream.reply(query, numberIn(query))));
            }
            out.flush();
        }
        for (int i = 0; i < all; i++) {
            assertThat(number(outcomes.get(i))).isEqualTo(i);
        }
        assertThat(queries.size()).isBetween(2, 4);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void answerOne(Socket connection, DataInputStream in) throws IOException {
        byte[] query = ScriptedUpstream.message(in);
        connection.getOutputStream().write(Messages.framed(ScriptedUpstream.reply(query, numberIn(query))));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aConnectionIsUsedAgain(boolean epoll) throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            while (true) {
                answerOne(connection, in);
            }
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        for (int i = 0; i < 3; i++) {
            assertThat(number(ask(sockets, "n" + i + ".test.", upstream, Transport.TCP)))
                    .isEqualTo(i);
        }
        assertThat(reused).containsExactly(false, true, true);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aPooledConnectionThatTheUpstreamClosedIsReplacedSilently(boolean epoll) throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            answerOne(connection, in);
            // Takes the next question and closes: the race that every pool meets.
            ScriptedUpstream.message(in);
            connection.close();
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        assertThat(number(ask(sockets, "n1.test.", upstream, Transport.TCP))).isEqualTo(1);
        assertThat(number(ask(sockets, "n2.test.", upstream, Transport.TCP))).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void questionsOfAClosedConnectionMoveTogether(boolean epoll) throws Exception {
        int all = 40;
        AtomicInteger connections = new AtomicInteger();
        CountDownLatch received = new CountDownLatch(all);
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            boolean early = connections.incrementAndGet() <= UpstreamPool.MOST_CONNECTIONS;
            while (!early || received.getCount() > 0) {
                if (early) {
                    ScriptedUpstream.message(in);
                    received.countDown();
                } else {
                    answerOne(connection, in);
                }
            }
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 2 * all);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            outcomes.add(ask(sockets, "n" + i + ".test.", upstream, Transport.TCP));
        }
        await(received);
        upstream.hangUp();
        for (int i = 0; i < all; i++) {
            assertThat(number(outcomes.get(i))).isEqualTo(i);
        }
        assertThat(connections).hasValueLessThanOrEqualTo(2 * UpstreamPool.MOST_CONNECTIONS);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aNewConnectionThatBreaksIsTold(boolean epoll) throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            ScriptedUpstream.message(in);
            connection.close();
        }));
        assertThat(ask(sockets(epoll, EXPIRE, 10), "n1.test.", upstream, Transport.TCP)
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(Outcome.Broken.class);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aReplyNobodyAskedForBreaksTheConnection(boolean epoll) throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            byte[] other = ScriptedUpstream.reply(ScriptedUpstream.message(in), 9);
            other[13]++;
            connection.getOutputStream().write(Messages.framed(other));
            in.readAllBytes();
        }));
        assertThat(ask(sockets(epoll, EXPIRE, 10), "n1.test.", upstream, Transport.TCP)
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.Broken("the upstream sent what nobody asked for"));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aLateReplyIsIgnoredAndTheConnectionKept(boolean epoll) throws Exception {
        CountDownLatch timedOut = new CountDownLatch(1);
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            answerOne(connection, in);
            byte[] late = ScriptedUpstream.message(in);
            await(timedOut);
            connection.getOutputStream().write(Messages.framed(ScriptedUpstream.reply(late, 99)));
            answerOne(connection, in);
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        assertThat(number(ask(sockets, "n1.test.", upstream, Transport.TCP))).isEqualTo(1);
        assertThat(ask(sockets, "n2.test.", upstream, Transport.TCP, 50_000_000).get(10, TimeUnit.SECONDS))
                .isEqualTo(new Outcome.TimedOut());
        timedOut.countDown();
        assertThat(number(ask(sockets, "n3.test.", upstream, Transport.TCP))).isEqualTo(3);
        assertThat(reused).containsExactly(false, true, true);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anIdleConnectionExpires(boolean epoll) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            answerOne(connection, in);
            in.readAllBytes();
            closed.countDown();
        }));
        assertThat(number(ask(sockets(epoll, Duration.ofMillis(50), 10), "n1.test.", upstream, Transport.TCP)))
                .isEqualTo(1);
        await(closed);
    }

    @Test
    void questionsOverTheBoundAreRefusedAtOnce() throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> in.readAllBytes()));
        UpstreamSockets sockets = sockets(EventLoops.epollAvailable(), EXPIRE, 2);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(ask(sockets, "a.test.", upstream, Transport.TCP));
        }
        assertThat(outcomes.get(2).get(10, TimeUnit.SECONDS)).isEqualTo(UpstreamSockets.tooMany());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closingLetsQuestionsUnderWayEnd(boolean epoll) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedUpstream upstream = open(ScriptedUpstream.tcp((connection, in) -> {
            byte[] query = ScriptedUpstream.message(in);
            asked.countDown();
            await(closing);
            connection.getOutputStream().write(Messages.framed(ScriptedUpstream.reply(query, 5)));
            in.readAllBytes();
            closed.countDown();
        }));
        UpstreamSockets sockets = sockets(epoll, EXPIRE, 10);
        Future<Outcome> outcome = ask(sockets, "a.test.", upstream, Transport.TCP);
        await(asked);
        sockets.close();
        // On the same event loop, so it ends after the closing has begun.
        ask(sockets, "b.test.", open(ScriptedUpstream.udp((query, client, socket) -> {})), Transport.UDP, 1_000_000)
                .get(10, TimeUnit.SECONDS);
        closing.countDown();
        assertThat(number(outcome)).isEqualTo(5);
        await(closed);
    }
}
