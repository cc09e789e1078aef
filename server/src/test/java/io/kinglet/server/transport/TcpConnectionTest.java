package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class TcpConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ScriptedResolver resolver = new ScriptedResolver();

    @AutoClose
    private final Opened opened = new Opened();

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    private TransportResources resources(TransportLimits limits, boolean epoll) {
        return opened.add(new TransportResources(limits, epoll));
    }

    private Listeners listen(TransportLimits limits, boolean epoll) throws IOException {
        return opened.add(Listeners.open(
                resources(limits, epoll),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Published<Resolver>(resolver),
                Refusals.UNCOUNTED,
                true));
    }

    private Socket connect(Listeners listeners) throws IOException {
        return opened.add(Messages.connect(listeners.port()));
    }

    private static TransportLimits limits(int connections, int inFlight, Duration idle, Duration read, Duration write) {
        return new TransportLimits(1, connections, inFlight, idle, read, write);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSlowAnswerDoesNotHoldUpTheNext(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        client.getOutputStream()
                .write(Messages.framed(
                        Messages.query(1, "slow.test.", 1),
                        Messages.query(2, "a.test.", 1),
                        Messages.query(3, "slow.test.", 1),
                        Messages.query(4, "bug.test.", 1)));
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(2);
        byte[] bug = Messages.receive(client);
        assertThat(Messages.id(bug)).isEqualTo(4);
        assertThat(Messages.rcode(bug)).isEqualTo(Rcode.SERVFAIL);
        var first = resolver.nextSlow();
        resolver.answerNextSlow();
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(3);
        first.complete(new io.kinglet.dns.answer.Answer.Failure(Rcode.REFUSED));
        assertThat(Messages.rcode(Messages.receive(client))).isEqualTo(Rcode.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyPipelinedQueryIsAnsweredOnce(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        List<byte[]> queries = new ArrayList<>();
        for (int id = 0; id < 5000; id++) {
            queries.add(Messages.query(id, "a.test.", 1));
        }
        OutputStream out = client.getOutputStream();
        Thread writer = new Thread(() -> {
            try {
                out.write(Messages.framed(queries.toArray(byte[][]::new)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        for (int id = 0; id < 5000; id++) {
            assertThat(Messages.id(Messages.receive(client))).isEqualTo(id);
        }
        writer.join();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void transferIsMadeAsItIsReadAndOtherQueriesAreAnsweredMeanwhile(boolean epoll) throws Exception {
        Socket client = connect(listen(limits(10, 8, LONG, LONG, LONG), epoll));
        client.getOutputStream().write(Messages.framed(Messages.query(1, "transfer.test.", 252)));
        int records = records(Messages.receive(client));
        // It cannot have been written whole: no buffer on the way has room for it.
        client.getOutputStream().write(Messages.framed(Messages.query(2, "a.test.", 1)));
        boolean answeredMeanwhile = false;
        while (records < 80_000) {
            byte[] message = Messages.receive(client);
            if (Messages.id(message) == 2) {
                answeredMeanwhile = true;
            } else {
                records += records(message);
            }
        }
        assertThat(records).isEqualTo(80_000);
        assertThat(answeredMeanwhile).isTrue();
        client.getOutputStream().write(Messages.framed(Messages.query(3, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(3);
    }

    private static int records(byte[] message) {
        return (message[6] & 0xff) << 8 | message[7] & 0xff;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void clientThatDoesNotReadATransferIsClosed(boolean epoll) throws Exception {
        Socket client = connect(listen(limits(10, 8, LONG, LONG, SHORT), epoll));
        client.getOutputStream().write(Messages.framed(Messages.query(1, "transfer.test.", 252)));
        byte[] octets = new byte[1 << 16];
        Messages.receive(client);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        long left = 0;
        try {
            for (int read = client.getInputStream().read(octets); read > 0; ) {
                left += read;
                read = client.getInputStream().read(octets);
            }
        } catch (IOException e) {
            // A reset is an end, too.
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        assertThat(left).isLessThan(79_000_000);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void readingPausesWhileTooManyAnswersAreOwed(boolean epoll) throws Exception {
        Socket client = connect(listen(limits(10, 2, LONG, LONG, LONG), epoll));
        for (int id = 0; id < 5; id++) {
            client.getOutputStream().write(Messages.framed(Messages.query(id, "slow.test.", 1)));
        }
        var first = resolver.nextSlow();
        var second = resolver.nextSlow();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(resolver.waiting()).isZero();
        first.complete(new io.kinglet.dns.answer.Answer.Failure(Rcode.REFUSED));
        second.complete(new io.kinglet.dns.answer.Answer.Failure(Rcode.REFUSED));
        for (int i = 0; i < 3; i++) {
            resolver.answerNextSlow();
        }
        for (int i = 0; i < 5; i++) {
            Messages.receive(client);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClientThatDripsOneMessageIsClosed(boolean epoll) throws Exception {
        Socket client = connect(listen(limits(10, 8, LONG, SHORT, LONG), epoll));
        byte[] message = Messages.framed(Messages.query(1, "a.test.", 1));
        long start = System.nanoTime();
        boolean closed = false;
        client.setSoTimeout(50);
        // Every octet but the last, again and again: an octet-wise timeout would never end.
        for (int i = 0; i < 400 && !closed; i++) {
            try {
                client.getOutputStream().write(i < message.length - 1 ? message[i] : 0);
            } catch (IOException e) {
                closed = true;
            }
            if (i >= message.length - 2) {
                break;
            }
            closed = closed || Messages.closed(client);
        }
        assertThat(closed).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThan(SHORT.toNanos() / 2);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSilentConnectionIsClosedAndAUsedOneStaysLonger(boolean epoll) throws Exception {
        Listeners listeners = listen(limits(10, 8, LONG, SHORT, LONG), epoll);
        Socket used = connect(listeners);
        used.getOutputStream().write(Messages.framed(Messages.query(1, "a.test.", 1)));
        Messages.receive(used);
        assertThat(Messages.closed(connect(listeners))).isTrue();
        used.getOutputStream().write(Messages.framed(Messages.query(2, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(used))).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anIdleConnectionIsClosed(boolean epoll) throws Exception {
        Socket client = connect(listen(limits(10, 8, SHORT, LONG, LONG), epoll));
        client.getOutputStream().write(Messages.framed(Messages.query(1, "a.test.", 1)));
        Messages.receive(client);
        assertThat(Messages.closed(client)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClientThatDoesNotReadIsClosedAndHoldsNobodyUp(boolean epoll) throws Exception {
        Listeners listeners = listen(limits(10, 8, LONG, LONG, SHORT), epoll);
        Socket deaf = connect(listeners);
        byte[] many = Messages.framed(java.util.Collections.nCopies(400, Messages.query(1, "big.test.", 1))
                .toArray(byte[][]::new));
        deaf.getOutputStream().write(many);
        Socket other = connect(listeners);
        other.getOutputStream().write(Messages.framed(Messages.query(2, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(other))).isEqualTo(2);
        long received = 0;
        try {
            LockSupport.parkNanos(4 * SHORT.toNanos());
            byte[] bin = new byte[1 << 20];
            for (int n = 0; n >= 0; n = deaf.getInputStream().read(bin)) {
                received += n;
            }
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        assertThat(received).isLessThan(400L * 64_000);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aBigAnswerComesWhole(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        for (int i = 0; i < 20; i++) {
            client.getOutputStream().write(Messages.framed(Messages.query(i, "big.test.", 1)));
        }
        for (int i = 0; i < 20; i++) {
            byte[] reply = Messages.receive(client);
            assertThat(Messages.id(reply)).isEqualTo(i);
            assertThat(reply.length).isEqualTo(12 + 14 + 4000 * 16);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anEmptyMessageClosesTheConnection(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        client.getOutputStream().write(new byte[2]);
        assertThat(Messages.closed(client)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void garbageInAFrameIsRefusedAndTheConnectionStays(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        byte[] garbage = new byte[0xffff];
        garbage[1] = 42;
        client.getOutputStream().write(Messages.framed(garbage, Messages.query(2, "a.test.", 1)));
        byte[] refusal = Messages.receive(client);
        assertThat(Messages.id(refusal)).isEqualTo(42);
        assertThat(Messages.rcode(refusal)).isEqualTo(Rcode.FORMERR);
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHalfClosedConnectionStillGetsItsAnswers(boolean epoll) throws Exception {
        Socket client = connect(listen(TransportLimits.standard(), epoll));
        client.getOutputStream()
                .write(Messages.framed(Messages.query(1, "slow.test.", 1), Messages.query(2, "a.test.", 1)));
        client.shutdownOutput();
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(2);
        resolver.answerNextSlow();
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(1);
        assertThat(Messages.closed(client)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theConnectionLongestIdleGivesWay(boolean epoll) throws Exception {
        Listeners listeners = listen(limits(3, 8, LONG, LONG, LONG), epoll);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket client = connect(listeners);
            client.getOutputStream().write(Messages.framed(Messages.query(i, "a.test.", 1)));
            Messages.receive(client);
            clients.add(client);
        }
        clients.get(0).getOutputStream().write(Messages.framed(Messages.query(9, "a.test.", 1)));
        Messages.receive(clients.get(0));
        Socket last = connect(listeners);
        last.getOutputStream().write(Messages.framed(Messages.query(10, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(last))).isEqualTo(10);
        assertThat(Messages.closed(clients.get(1))).isTrue();
        clients.get(0).getOutputStream().write(Messages.framed(Messages.query(11, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(clients.get(0)))).isEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connectionsThatOweAnswersAreKept(boolean epoll) throws Exception {
        Listeners listeners = listen(limits(1, 8, LONG, LONG, LONG), epoll);
        Socket first = connect(listeners);
        first.getOutputStream().write(Messages.framed(Messages.query(1, "slow.test.", 1)));
        var answer = resolver.nextSlow();
        assertThat(Messages.closed(connect(listeners))).isTrue();
        answer.complete(new io.kinglet.dns.answer.Answer.Failure(Rcode.REFUSED));
        assertThat(Messages.id(Messages.receive(first))).isEqualTo(1);
    }

    @Test
    void connectionsThatComeAndGoLeaveNothingBehind() throws Exception {
        Listeners listeners = listen(limits(64, 8, LONG, LONG, LONG), EventLoops.epollAvailable());
        byte[] half = new byte[] {0, 40, 1, 2, 3};
        for (int i = 0; i < 10_000; i++) {
            try (Socket client = Messages.connect(listeners.port())) {
                client.setSoLinger(true, i % 2 == 0 ? 0 : 1);
                if (i % 3 == 0) {
                    client.getOutputStream().write(half);
                }
            }
        }
        Socket client = connect(listeners);
        client.getOutputStream().write(Messages.framed(Messages.query(3, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(3);
    }
}
