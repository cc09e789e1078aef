package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class ListenersTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ScriptedResolver resolver = new ScriptedResolver();
    private final Published<Resolver> chain = new Published<>(resolver);

    private Listeners open(TransportResources resources, InetSocketAddress... addresses) throws IOException {
        return Listeners.open(resources, List.of(addresses), chain, Refusals.UNCOUNTED, true);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(LOOPBACK, port);
    }

    private static TransportResources resources(boolean epoll) {
        return new TransportResources(TransportLimits.standard(), epoll);
    }

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void dnsjavaIsAnsweredOverUdpAndTcpOnOnePort(boolean epoll) throws Exception {
        try (TransportResources resources = resources(epoll);
                Listeners listeners = open(resources, loopback(0))) {
            for (boolean tcp : new boolean[] {false, true}) {
                SimpleResolver client = new SimpleResolver(new InetSocketAddress(LOOPBACK, listeners.port()));
                client.setTCP(tcp);
                client.setTimeout(Duration.ofSeconds(10));
                Message reply = client.send(Message.newQuery(
                        org.xbill.DNS.Record.newRecord(Name.fromString("a.test."), Type.A, DClass.IN)));
                ARecord record = (ARecord) reply.getSection(Section.ANSWER).get(0);
                assertThat(record.getAddress().getHostAddress()).isEqualTo("10.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anAnswerThatComesLaterIsSentWhenItComes(boolean epoll) throws Exception {
        try (TransportResources resources = resources(epoll);
                Listeners listeners = open(resources, loopback(0));
                UdpClient client = new UdpClient(listeners.port())) {
            client.send(Messages.query(1, "slow.test.", 1));
            CompletableFuture<Answer> first = resolver.nextSlow();
            client.send(Messages.query(2, "quick.test.", 1));
            assertThat(Messages.id(client.receive())).isEqualTo(2);
            first.completeExceptionally(new IllegalStateException("on purpose"));
            byte[] reply = client.receive();
            assertThat(Messages.id(reply)).isEqualTo(1);
            assertThat(Messages.rcode(reply)).isEqualTo(Rcode.SERVFAIL);
            assertThat(Messages.lastAddress(reply)).isNotEqualTo("10.0.0.1");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void garbageIsAnsweredOrDroppedAndTheNextQueryIsAnswered(boolean epoll) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        byte[] valid = Messages.query(9, "some.name.test.", 1);
        try (TransportResources resources = resources(epoll);
                Listeners listeners = open(resources, loopback(0));
                UdpClient client = new UdpClient(listeners.port());
                UdpClient honest = new UdpClient(listeners.port())) {
            for (int i = 0; i < 500; i++) {
                byte[] packet = Arrays.copyOf(valid, random.nextInt(valid.length + 3000));
                for (int flips = random.nextInt(8); flips > 0 && packet.length > 0; flips--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
                }
                client.send(packet);
            }
            client.send(Messages.query(4, "bug.test.", 1));
            honest.send(Messages.query(77, "a.test.", 1));
            assertThat(Messages.lastAddress(honest.receive())).isEqualTo("10.0.0.1");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aResponseIsNeverAnswered(boolean epoll) throws Exception {
        byte[] response = Messages.query(5, "a.test.", 1);
        response[2] |= (byte) 0x80;
        try (TransportResources resources = resources(epoll);
                Listeners listeners = open(resources, loopback(0));
                UdpClient client = new UdpClient(listeners.port())) {
            client.send(response);
            client.send(Messages.query(6, "a.test.", 1));
            assertThat(Messages.id(client.receive())).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theWildcardListensOnBothFamilies(boolean epoll) throws Exception {
        try (TransportResources resources = resources(epoll);
                Listeners listeners = open(resources, new InetSocketAddress("0.0.0.0", 0))) {
            for (String address : List.of("127.0.0.1", "::1")) {
                try (UdpClient client = new UdpClient(InetAddress.getByName(address), listeners.port())) {
                    client.send(Messages.query(1, "a.test.", 1));
                    assertThat(Messages.lastAddress(client.receive())).isEqualTo("10.0.0.1");
                }
                try (Socket client = new Socket(InetAddress.getByName(address), listeners.port())) {
                    client.getOutputStream().write(Messages.framed(Messages.query(2, "a.test.", 1)));
                    assertThat(Messages.id(Messages.receive(client))).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void manyServersLiveInOneProcessAndLeaveNoThread() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<AutoCloseable> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                TransportResources resources = new TransportResources(TransportLimits.standard());
                Listeners listeners = open(resources, loopback(0), new InetSocketAddress("::1", 0));
                all.add(listeners);
                all.add(resources);
                assertThat(listeners.addresses())
                        .extracting(InetSocketAddress::getPort)
                        .containsOnly(listeners.port());
            }
            for (AutoCloseable each : all) {
                each.close();
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("kinglet-dns-")) {
                // A thread may need a moment more to end after it has said that it has.
                thread.join(Messages.PATIENCE_MILLIS);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
        try (TransportResources resources = new TransportResources(TransportLimits.standard());
                Listeners first = open(resources, loopback(0))) {
            assertThatThrownBy(() -> open(resources, loopback(first.port())))
                    .isInstanceOf(BindFailedException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port() + "/tcp")
                    .hasMessageContaining("ss -ltnp");
        }
    }

    @Test
    void aUdpPortThatIsTakenIsNamedAndNothingStaysOpen() throws Exception {
        try (TransportResources resources = new TransportResources(TransportLimits.standard());
                DatagramSocket taken = new DatagramSocket(loopback(0))) {
            assertThatThrownBy(() -> open(resources, loopback(taken.getLocalPort())))
                    .isInstanceOf(BindFailedException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + "/udp")
                    .hasMessageContaining("ss -lunp");
            try (ServerSocket free = new ServerSocket(taken.getLocalPort(), 1, LOOPBACK)) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @Test
    void anAddressOfNoInterfaceIsNamed() {
        try (TransportResources resources = new TransportResources(TransportLimits.standard())) {
            assertThatThrownBy(() -> open(resources, new InetSocketAddress("192.0.2.77", 0)))
                    .isInstanceOf(BindFailedException.class)
                    .hasMessageContaining("192.0.2.77")
                    .hasMessageContaining("no interface");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closingGentlyGivesTheAnswersUnderWay(boolean epoll) throws Exception {
        try (TransportResources resources = resources(epoll);
                UdpClient udp = new UdpClient(0)) {
            Listeners listeners = open(resources, loopback(0));
            try (Socket tcp = Messages.connect(listeners.port());
                    Socket idle = Messages.connect(listeners.port())) {
                udp.to(listeners.port()).send(Messages.query(1, "slow.test.", 1));
                CompletableFuture<Answer> first = resolver.nextSlow();
                tcp.getOutputStream().write(Messages.framed(Messages.query(2, "slow.test.", 1)));
                CompletableFuture<Answer> second = resolver.nextSlow();
                CompletableFuture<Void> closing =
                        CompletableFuture.runAsync(() -> listeners.close(TimeUnit.SECONDS.toNanos(30)));
                assertThat(Messages.closed(idle)).isTrue();
                first.complete(Answer.Dropped.INSTANCE);
                second.complete(new Answer.Failure(Rcode.SERVFAIL));
                assertThat(Messages.id(Messages.receive(tcp))).isEqualTo(2);
                assertThat(Messages.closed(tcp)).isTrue();
                closing.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void closingDoesNotWaitForEver() throws Exception {
        try (TransportResources resources = new TransportResources(TransportLimits.standard())) {
            Listeners listeners = open(resources, loopback(0));
            try (Socket tcp = Messages.connect(listeners.port())) {
                tcp.getOutputStream().write(Messages.framed(Messages.query(2, "slow.test.", 1)));
                resolver.nextSlow();
                listeners.close(TimeUnit.MILLISECONDS.toNanos(50));
                assertThat(Messages.closed(tcp)).isTrue();
            }
        }
    }

    /** A UDP client on a port of its own. */
    private static final class UdpClient implements AutoCloseable {

        private final DatagramSocket socket = new DatagramSocket();
        private final InetAddress server;
        private int port;

        UdpClient(int port) throws IOException {
            this(LOOPBACK, port);
        }

        UdpClient(InetAddress server, int port) throws IOException {
            this.server = server;
            this.port = port;
            socket.setSoTimeout(Messages.PATIENCE_MILLIS);
        }

        UdpClient to(int newPort) {
            port = newPort;
            return this;
        }

        void send(byte[] packet) throws IOException {
            socket.send(new DatagramPacket(packet, packet.length, server, port));
        }

        byte[] receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
