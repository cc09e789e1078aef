package io.kinglet.server.dnstap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.dnstap.TapMessage;
import io.kinglet.dns.dnstap.TapMessage.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TapOutputTest {

    private static final TapForm FORM = new TapForm(true, "me", "Test-1");
    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private final AtomicInteger dropped = new AtomicInteger();
    private TapOutput output;

    @AfterEach
    void close() {
        if (output != null) {
            output.close();
        }
    }

    private TapOutput start(TapAddress address) {
        output = new TapOutput(address, FORM, (query, reply, length) -> "", 10_000, SOON, dropped::incrementAndGet);
        output.start();
        return output;
    }

    private static byte[] message(int port) {
        InetSocketAddress asker = new InetSocketAddress("192.0.2.7", port);
        return new TapMessage(
                        Kind.CLIENT_QUERY, false, asker, null, Instant.ofEpochSecond(9, 8), new byte[] {1}, null, null)
                .encode(FORM, "");
    }

    private static long port(Map<Integer, List<Object>> message) {
        return (Long) Protobuf.inner(message, 14).get(6).get(0);
    }

    @Test
    void messagesGoOverAUnixSocketInOrderAndTheEndIsTold() throws Exception {
        UnixDomainSocketAddress at = UnixDomainSocketAddress.of(folder.resolve("tap.sock"));
        try (Collector collector = new Collector(at)) {
            start(new TapAddress.Unix(at.getPath()));
            for (int i = 1; i <= 1000; i++) {
                output.offer(message(i));
            }
            for (int i = 1; i <= 1000; i++) {
                assertThat(port(collector.next())).isEqualTo(i);
            }
            output.offer(message(7));
            output.close();
            assertThat(port(collector.next())).isEqualTo(7);
            assertThat(collector.finished()).isTrue();
            assertThat(dropped).hasValue(0);
        }
    }

    @Test
    void aBrokenConnectionIsMadeAnew() throws Exception {
        try (Collector collector = new Collector(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            InetSocketAddress at = (InetSocketAddress) collector.address();
            start(new TapAddress.Tcp("127.0.0.1", at.getPort(), 1 << 20));
            output.offer(message(1));
            assertThat(port(collector.next())).isEqualTo(1);
            collector.hangUp();
            // What is written into a broken connection is lost, and tells that it is.
            await().until(() -> {
                output.offer(message(2));
                return collector.poll() != null;
            });
        }
    }

    @Test
    void whatComesBeforeTheCollectorWaitsForIt() throws Exception {
        UnixDomainSocketAddress at = UnixDomainSocketAddress.of(folder.resolve("late.sock"));
        start(new TapAddress.Unix(at.getPath()));
        output.offer(message(5));
        try (Collector collector = new Collector(at)) {
            assertThat(port(collector.next())).isEqualTo(5);
        }
    }

    @Test
    void whatNobodyCollectsIsDroppedWithoutWaiting() {
        start(new TapAddress.Unix(folder.resolve("nobody.sock")));
        for (int i = 0; i < 10_500; i++) {
            output.offer(message(i & 0xffff));
        }
        assertThat(dropped).hasValue(500);
    }

    @Test
    void waitingMessagesAreBoundedInOctetsToo() {
        start(new TapAddress.Unix(folder.resolve("nobody.sock")));
        for (int i = 0; i < 1000; i++) {
            output.offer(new byte[65_000]);
        }
        assertThat(dropped.get()).isBetween(450, 500);
    }

    @Test
    void aCollectorThatReadsNothingDelaysNobody() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(new TapAddress.Tcp("127.0.0.1", deaf.getLocalPort(), 1 << 20));
            try (Socket accepted = deaf.accept()) {
                assertThat(accepted.getInputStream().read()).isZero();
                for (int i = 0; i < 11_000; i++) {
                    output.offer(message(1));
                }
                assertThat(dropped).hasValue(1000);
                long begin = System.nanoTime();
                output.close();
                assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
            }
        }
    }

    @Test
    void whoIsNoCollectorIsLeft() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(new TapAddress.Tcp("127.0.0.1", other.getLocalPort(), 1 << 20));
            try (Socket accepted = other.accept()) {
                accepted.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (accepted.getInputStream().read() >= 0) {
                    // Until it goes.
                }
            }
        }
    }

    /** The reference's own collector, where it is installed (Debian's fstrm-bin). */
    @Test
    void fstrmCaptureTakesWhatIsSent() throws Exception {
        boolean present = Files.isExecutable(Path.of("/usr/bin/fstrm_capture"));
        Assumptions.assumeTrue(present, "fstrm_capture is not installed (apt-get install fstrm-bin)");
        Path socket = folder.resolve("fstrm.sock");
        Path file = folder.resolve("captured");
        Process capture = new ProcessBuilder(
                        "fstrm_capture", "-t", "protobuf:dnstap.Dnstap", "-u", socket.toString(), "-w", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().until(() -> Files.exists(socket));
            start(new TapAddress.Unix(socket));
            for (int i = 0; i < 100; i++) {
                output.offer(message(i));
            }
            await().until(() -> output.waiting() == 0);
            output.close();
        } finally {
            capture.destroy();
            capture.waitFor(10, TimeUnit.SECONDS);
        }
        byte[] captured = Files.readAllBytes(file);
        assertThat(new String(captured, StandardCharsets.ISO_8859_1)).contains("protobuf:dnstap.Dnstap");
        int size = 4 + message(99).length;
        assertThat(captured.length).isGreaterThan(100 * size - 1000);
    }
}
