package io.kinglet.server.dnstap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.dnstap.TapMessage;
import io.kinglet.dns.dnstap.TapMessage.Kind;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TapListenerTest {

    private static final TapForm FORM = new TapForm(true, "me", "Test-1");
    private static final TapSocket LOOPBACK = new TapSocket.Tcp("127.0.0.1", 0, 1 << 16, false);

    @TempDir
    Path folder;

    private final AtomicInteger dropped = new AtomicInteger();
    private TapListener listener;

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
    }

    private void start(TapSocket socket, ServerTls tls, Duration patience) {
        listener = new TapListener(
                socket,
                tls,
                FORM,
                (query, reply, length) -> "",
                10_000,
                Duration.ofMillis(50),
                patience,
                dropped::incrementAndGet);
        listener.start();
    }

    private InetSocketAddress listening() {
        await().until(() -> listener.bound() != null);
        return (InetSocketAddress) listener.bound();
    }

    private void taking(int collectors) {
        await().until(() -> listener.taking() == collectors);
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
    void everyCollectorGetsAllInOrderAndIsToldOfTheEnd() throws Exception {
        start(LOOPBACK, null, Duration.ofSeconds(20));
        try (Visitor one = Visitor.to(listening());
                Visitor two = Visitor.to(listening())) {
            taking(2);
            for (int i = 1; i <= 1000; i++) {
                listener.offer(message(i));
            }
            CompletableFuture<Void> end = CompletableFuture.runAsync(listener::close);
            for (Visitor each : List.of(one, two)) {
                for (int i = 1; i <= 1000; i++) {
                    assertThat(port(each.next())).isEqualTo(i);
                }
                assertThat(each.next()).isNull();
            }
            end.get(20, TimeUnit.SECONDS);
        }
        assertThat(dropped).hasValue(0);
    }

    @Test
    void nothingIsMadeOrDroppedWhileNobodyCollects() throws Exception {
        start(LOOPBACK, null, Duration.ofSeconds(20));
        InetSocketAddress at = listening();
        assertThat(listener.wanted()).isFalse();
        listener.offer(message(1));
        try (Visitor visitor = Visitor.to(at)) {
            taking(1);
            assertThat(listener.wanted()).isTrue();
            listener.offer(message(2));
            assertThat(port(visitor.next())).isEqualTo(2);
        }
        await().until(() -> {
            listener.offer(message(3));
            return !listener.wanted();
        });
    }

    @Test
    void aSlowCollectorLosesItsOwnMessagesAndIsLeft() throws Exception {
        start(LOOPBACK, null, Duration.ofSeconds(1));
        try (Visitor slow = Visitor.to(listening());
                Visitor quick = Visitor.to(listening())) {
            taking(2);
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> count(quick));
            long begin = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                for (int i = 0; i < 10; i++) {
                    listener.offer(new byte[30_000]);
                }
                return dropped.get() > 0 && listener.taking() == 1;
            });
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
            listener.close();
            assertThat(read.get(20, TimeUnit.SECONDS)).isGreaterThan(100);
            assertThat(slow).isNotNull();
        }
    }

    private static int count(Visitor visitor) {
        int messages = 0;
        try {
            while (visitor.next() != null) {
                messages++;
            }
        } catch (IOException e) {
            // Cut off in the end.
        }
        return messages;
    }

    @Test
    void whoSaysNothingIsLeft() throws Exception {
        start(LOOPBACK, null, Duration.ofMillis(200));
        try (Socket silent = new Socket(listening().getAddress(), listening().getPort())) {
            while (silent.getInputStream().read() >= 0) {
                // READY, and no more.
            }
        }
        await().until(() -> !listener.wanted());
    }

    @Test
    void theOldestGivesWayToOneMoreThanThereMayBe() throws Exception {
        start(LOOPBACK, null, Duration.ofSeconds(20));
        List<Visitor> visitors = new ArrayList<>();
        try {
            for (int i = 0; i < TapListener.MOST; i++) {
                visitors.add(Visitor.to(listening()));
                taking(i + 1);
            }
            try (Visitor another = Visitor.to(listening())) {
                assertThatThrownBy(visitors.get(0)::next).isInstanceOf(IOException.class);
                taking(TapListener.MOST);
                listener.offer(message(4));
                assertThat(port(another.next())).isEqualTo(4);
                assertThat(port(visitors.get(1).next())).isEqualTo(4);
            }
        } finally {
            for (Visitor each : visitors) {
                each.close();
            }
        }
    }

    @Test
    void theFileOfAUnixSocketGoesWithTheListener() throws Exception {
        Path path = folder.resolve("tap.sock");
        start(new TapSocket.Unix(path), null, Duration.ofSeconds(20));
        await().until(() -> listener.bound() != null);
        try (Visitor visitor = Visitor.to(UnixDomainSocketAddress.of(path))) {
            taking(1);
            listener.offer(message(6));
            assertThat(port(visitor.next())).isEqualTo(6);
        }
        listener.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void whatAKilledServerLeftIsReplacedAndOtherFilesAreNot() throws Exception {
        Path path = folder.resolve("left.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(path).exists();
        new TapSocket.Unix(path).open().close();
        Path file = Files.writeString(folder.resolve("notes"), "mine");
        assertThatThrownBy(() -> new TapSocket.Unix(file).open()).isInstanceOf(IOException.class);
        assertThat(file).hasContent("mine");
        Path busy = folder.resolve("busy.sock");
        try (ServerSocketChannel other = new TapSocket.Unix(busy).open()) {
            assertThatThrownBy(() -> new TapSocket.Unix(busy).open()).isInstanceOf(IOException.class);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsTriedAgain() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, listeningHost())) {
            start(new TapSocket.Tcp("127.0.0.1", other.getLocalPort(), 1 << 16, false), null, Duration.ofSeconds(20));
            await().during(Duration.ofMillis(200)).until(() -> listener.bound() == null);
        }
        listening();
    }

    private static InetAddress listeningHost() {
        return new InetSocketAddress("127.0.0.1", 0).getAddress();
    }

    @Test
    void collectorsComeOverTls() throws Exception {
        start(
                new TapSocket.Tcp("127.0.0.1", 0, 1 << 16, true),
                ServerTls.load(Fixtures.config("rsa", null, ClientCertificates.NONE)),
                Duration.ofSeconds(20));
        try (SSLSocket socket = trusting(listening())) {
            Visitor visitor = new Visitor(socket, socket.getInputStream(), socket.getOutputStream());
            taking(1);
            listener.offer(message(9));
            assertThat(port(visitor.next())).isEqualTo(9);
            CompletableFuture<Void> end = CompletableFuture.runAsync(listener::close);
            assertThat(visitor.next()).isNull();
            end.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoShowsNoCertificateIsNotLetInWhereAnAuthorityIsNamed() throws Exception {
        start(
                new TapSocket.Tcp("127.0.0.1", 0, 1 << 16, true),
                ServerTls.load(Fixtures.config("rsa", Fixtures.file("authority.pem"), ClientCertificates.VERIFIED)),
                Duration.ofSeconds(20));
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = trusting(listening())) {
                        new Visitor(socket, socket.getInputStream(), socket.getOutputStream());
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(listener.taking()).isZero();
    }

    private static SSLSocket trusting(InetSocketAddress address) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCollector()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    }
}
