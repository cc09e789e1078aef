package io.kinglet.linuxudp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Header;
import io.kinglet.server.transport.Listeners;
import io.kinglet.server.transport.TransportLimits;
import io.kinglet.server.transport.TransportResources;
import io.kinglet.server.transport.UdpFrontEnd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinuxUdpTest {

    private static final TransportLimits ONE_LOOP =
            new TransportLimits(1, 100, 100, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Scripted resolver = new Scripted();
    private final Published<Resolver> chain = new Published<>(resolver);
    private final TransportResources resources = new TransportResources(ONE_LOOP);

    @AfterEach
    void close() {
        resources.close();
    }

    private Listeners open(String... addresses) throws IOException {
        List<InetSocketAddress> all =
                Arrays.stream(addresses).map(it -> new InetSocketAddress(it, 0)).toList();
        return Listeners.open(resources, all, chain, Refusals.UNCOUNTED, true);
    }

    @Test
    void theServerFindsIt() {
        assertThat(ServiceLoader.load(UdpFrontEnd.class))
                .singleElement()
                .extracting(UdpFrontEnd::name)
                .isEqualTo("recvmmsg and sendmmsg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aQueryIsAnsweredOnTheThreadOfItsSocket(String address) throws Exception {
        resolver.records = true;
        try (Listeners listeners = open(address);
                UdpClient client = new UdpClient(address, listeners.port())) {
            client.send(UdpClient.query(4711, "a.test."));
            byte[] reply = client.receive();
            assertThat(UdpClient.id(reply)).isEqualTo(4711);
            assertThat(UdpClient.lastAddress(reply)).isEqualTo("10.0.0.1");
            assertThat(thread()).isEqualTo("kinglet-udp");
            assertThat(resolver.clients).containsExactly(client.address());
            assertThat(resolver.families).containsExactly(address.contains(":"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theWildcardAnswersBothFamilies(String address) throws Exception {
        resolver.records = true;
        try (Listeners listeners = open("0.0.0.0");
                UdpClient client = new UdpClient(address, listeners.port())) {
            client.send(UdpClient.query(1, "a.test."));
            assertThat(UdpClient.id(client.receive())).isEqualTo(1);
            client.send(UdpClient.query(2, "slow.test."));
            resolver.answerNextSlow();
            assertThat(UdpClient.id(client.receive())).isEqualTo(2);
            assertThat(resolver.clients).containsOnly(client.address());
            assertThat(resolver.families).containsOnly(address.contains(":"));
        }
    }

    @Test
    void anAnswerThatComesLaterIsSentWhenItComes() throws Exception {
        try (Listeners listeners = open("127.0.0.1");
                UdpClient first = new UdpClient("127.0.0.1", listeners.port());
                UdpClient second = new UdpClient("127.0.0.1", listeners.port())) {
            first.send(UdpClient.query(1, "slow.test."));
            second.send(UdpClient.query(2, "quick.test."));
            assertThat(UdpClient.id(second.receive())).isEqualTo(2);
            resolver.answerNextSlow();
            byte[] reply = first.receive();
            assertThat(UdpClient.id(reply)).isEqualTo(1);
            assertThat(UdpClient.lastAddress(reply)).isEqualTo("10.0.0.1");
        }
    }

    @Test
    void garbageIsAnsweredOrDroppedAndTheNextQueryIsAnswered() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        byte[] valid = UdpClient.query(9, "some.name.test.");
        try (Listeners listeners = open("127.0.0.1");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port());
                UdpClient honest = new UdpClient("127.0.0.1", listeners.port())) {
            client.send(new byte[0]);
            for (int i = 0; i < 500; i++) {
                byte[] packet = Arrays.copyOf(valid, random.nextInt(valid.length + 3000));
                for (int flips = random.nextInt(8); flips > 0 && packet.length > 0; flips--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
                }
                client.send(packet);
            }
            client.send(UdpClient.query(4, "xbug.test."));
            honest.send(UdpClient.query(77, "a.test."));
            assertThat(UdpClient.lastAddress(honest.receive())).isEqualTo("10.0.0.1");
        }
    }

    @Test
    void aResponseIsNeverAnswered() throws Exception {
        byte[] response = UdpClient.query(5, "a.test.");
        response[2] |= (byte) 0x80;
        try (Listeners listeners = open("127.0.0.1");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            client.send(response);
            client.send(UdpClient.query(6, "a.test."));
            assertThat(UdpClient.id(client.receive())).isEqualTo(6);
        }
    }

    @Test
    void theLargestRepliesOfOneBatchLeaveInSeveral() throws Exception {
        try (Listeners listeners = open("127.0.0.1");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            for (int i = 0; i < 8; i++) {
                client.send(UdpClient.unlimited(i, "big.test."));
            }
            for (int i = 0; i < 8; i++) {
                byte[] reply = client.receive();
                assertThat(UdpClient.id(reply)).isEqualTo(i);
                assertThat(Header.u16(reply, Header.ANCOUNT)).isEqualTo(4000);
            }
        }
    }

    @Test
    void aBurstOfAThousandLosesNone() throws Exception {
        try (Listeners listeners = open("127.0.0.1");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            assumeTrue(client.receiveBuffer() >= 4 << 20, "the kernel gives smaller buffers");
            for (int i = 0; i < 1000; i++) {
                client.send(UdpClient.query(i, "a.test."));
            }
            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 1000; i++) {
                answered.add(UdpClient.id(client.receive()));
            }
            assertThat(answered).hasSize(1000);
            assertThat(listeners.kernelDrops()).isZero();
        }
    }

    @Test
    void closingGentlyGivesTheAnswersUnderWay() throws Exception {
        Listeners listeners = open("127.0.0.1");
        try (UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            client.send(UdpClient.query(1, "slow.test."));
            await().until(() -> resolver.waiting() == 1);
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> listeners.close(TimeUnit.SECONDS.toNanos(30)));
            Objects.requireNonNull(resolver.thread).join();
            assertThat(closing).isNotDone();
            resolver.answerNextSlow();
            assertThat(UdpClient.id(client.receive())).isEqualTo(1);
            closing.get(20, TimeUnit.SECONDS);
        }
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("127.0.0.1", listeners.port()))) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void closingDoesNotWaitForEver() throws Exception {
        Listeners listeners = open("127.0.0.1");
        try (UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            client.send(UdpClient.query(1, "slow.test."));
            await().until(() -> resolver.waiting() == 1);
            listeners.close(TimeUnit.MILLISECONDS.toNanos(50));
            assertThat(Objects.requireNonNull(resolver.thread).isAlive()).isFalse();
            resolver.answerNextSlow();
        }
    }

    @Test
    void aSocketThatWasNeverAskedEndsWithItsListeners() throws Exception {
        Listeners listeners = open("127.0.0.1", "::1");
        listeners.close();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().equals("kinglet-udp")) {
                each.join(UdpClient.PATIENCE_MILLIS);
                assertThat(each.isAlive()).isFalse();
            }
        }
    }

    @Test
    void noMoreIsReadThanTheEventLoopFollows() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (Listeners listeners = open("127.0.0.1");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            assumeTrue(client.receiveBuffer() >= 4 << 20, "the kernel gives smaller buffers");
            resources.scheduler().schedule(() -> awaitLatch(busy), 0);
            for (int i = 0; i < 1000; i++) {
                client.send(UdpClient.query(i, "slow.test."));
            }
            await().until(() -> resolver.thread != null && resolver.thread.getState() == Thread.State.WAITING);
            assertThat(resolver.waiting()).isLessThanOrEqualTo(5 * 32);
            busy.countDown();
            await().until(() -> resolver.waiting() == 1000);
        } finally {
            busy.countDown();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aQueryCostsNoAllocation() throws Exception {
        try (Listeners listeners = open("0.0.0.0");
                UdpClient client = new UdpClient("127.0.0.1", listeners.port())) {
            ask(client, 60_000);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long id = Objects.requireNonNull(resolver.thread).threadId();
            long before = threads.getThreadAllocatedBytes(id);
            ask(client, 20_000);
            assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(20_000);
        }
    }

    private static void ask(UdpClient client, int times) throws IOException {
        byte[] query = UdpClient.query(1, "nothing.test.");
        for (int i = 0; i < times; i += 20) {
            for (int j = 0; j < 20; j++) {
                client.send(query);
            }
            for (int j = 0; j < 20; j++) {
                client.receive();
            }
        }
    }

    @Test
    void addressesBeyondTheThreadsThereAreAreTheEventLoops() throws Exception {
        String[] many =
                IntStream.rangeClosed(1, 17).mapToObj(it -> "127.0.0." + it).toArray(String[]::new);
        for (int round = 0; round < 2; round++) {
            try (Listeners listeners = open(many)) {
                assertThat(threadAt("127.0.0.1", listeners)).isEqualTo("kinglet-udp");
                assertThat(threadAt("127.0.0.17", listeners)).startsWith("kinglet-dns");
            }
        }
    }

    @Test
    void aPropertyLeavesAllToTheEventLoops() throws Exception {
        System.setProperty("kinglet.udp", "netty");
        try (TransportResources loops = new TransportResources(ONE_LOOP);
                Listeners listeners = Listeners.open(
                        loops, List.of(new InetSocketAddress("127.0.0.1", 0)), chain, Refusals.UNCOUNTED, true)) {
            assertThat(threadAt("127.0.0.1", listeners)).startsWith("kinglet-dns");
        } finally {
            System.clearProperty("kinglet.udp");
        }
    }

    private String threadAt(String address, Listeners listeners) throws IOException {
        try (UdpClient client = new UdpClient(address, listeners.port())) {
            client.send(UdpClient.query(1, "a.test."));
            client.receive();
            return thread();
        }
    }

    private String thread() {
        return Objects.requireNonNull(resolver.thread).getName();
    }
}
