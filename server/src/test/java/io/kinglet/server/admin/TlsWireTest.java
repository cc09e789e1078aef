package io.kinglet.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.tls.ClientTlsConfig;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsWireTest {

    private static final String BIG = "x".repeat(3_000_000);
    private static final String REQUEST = "GET /big HTTP/1.1\r\nHost: here\r\n\r\n";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ServerTls server;
    private final ClientTls client;
    private final AdminEndpoint endpoint;

    TlsWireTest() throws Exception {
        server = ServerTls.load(Fixtures.config("server", null, ClientCertificates.NONE));
        client = ClientTls.load(new ClientTlsConfig(null, null, Fixtures.file("authority.pem")));
        endpoint = open(TimeUnit.SECONDS.toNanos(30));
    }

    private AdminEndpoint open(long exchangeNanos) throws IOException {
        AdminEndpoint made = AdminEndpoint.open(
                AdminAddress.parse("127.0.0.1:0"),
                "test",
                "the test",
                Map.of("/big", request -> Page.Response.text(200, BIG)),
                () -> server.engine(List.of("http/1.1")),
                exchangeNanos);
        opened.add(made);
        return made;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** A client of TLS that sends so many octets at once, and reads so many. */
    private String ask(String request, int piece) throws IOException {
        return ask(endpoint, request, piece);
    }

    private String ask(AdminEndpoint endpoint, String request, int piece) throws IOException {
        SSLEngine engine = client.engine("localhost", endpoint.address().getPort(), "http/1.1");
        ByteBuffer wanted = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        ByteBuffer plain = ByteBuffer.allocate(8 << 20);
        try (Socket socket = HttpClient.connect(endpoint.address())) {
            socket.setTcpNoDelay(true);
            byte[] room = new byte[piece];
            while (true) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NEED_TASK) {
                    engine.getDelegatedTask().run();
                } else if (status == HandshakeStatus.NEED_WRAP
                        || wanted.hasRemaining() && status != HandshakeStatus.NEED_UNWRAP) {
                    engine.wrap(wanted, out.clear());
                    for (out.flip(); out.hasRemaining(); ) {
                        int octets = Math.min(piece, out.remaining());
                        out.get(room, 0, octets);
                        socket.getOutputStream().write(room, 0, octets);
                    }
                } else {
                    SSLEngineResult result = engine.unwrap(in, plain);
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        return StandardCharsets.UTF_8.decode(plain.flip()).toString();
                    }
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        int octets = socket.getInputStream().read(room);
                        if (octets < 0) {
                            throw new IOException("ended without close_notify");
                        }
                        in.compact().put(room, 0, octets).flip();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 16_000})
    void aPageComesWholeHoweverTheOctetsAreCut(int piece) throws IOException {
        assertThat(ask(REQUEST, piece)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + BIG);
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws IOException {
        assertThat(ask("GET /big HTTP/1.1\r\nA: " + "a".repeat(9_000), 16_000)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aClientThatSpeaksNoTlsIsClosed() throws IOException {
        try (Socket plain = HttpClient.connect(endpoint.address())) {
            plain.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(rest(plain)).doesNotContain("HTTP");
        }
        assertThat(ask(REQUEST, 16_000)).startsWith("HTTP/1.1 200 OK");
    }

    private static String rest(Socket socket) {
        StringBuilder rest = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                rest.append((char) octet);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("it is still open");
        } catch (IOException e) {
            // Closed the hard way, with octets unread.
        }
        return rest.toString();
    }

    @Test
    void rubbishAtAnyPlaceOfTheHandshakeClosesAndHarmsNobody() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        SSLEngine engine = client.engine("localhost", 1, "http/1.1");
        ByteBuffer hello = ByteBuffer.allocate(1 << 15);
        engine.wrap(ByteBuffer.allocate(0), hello);
        for (int i = 0; i < 200; i++) {
            byte[] octets = Arrays.copyOf(hello.array(), hello.position() + 8);
            for (int change = 0; change < 4; change++) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try (Socket socket = HttpClient.connect(endpoint.address())) {
                socket.getOutputStream().write(octets, 0, random.nextInt(octets.length));
            }
        }
        assertThat(ask(REQUEST, 16_000)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aClientThatStopsInTheHandshakeIsClosedAndHoldsNobodyUp() throws IOException {
        AdminEndpoint hasty = open(TimeUnit.MILLISECONDS.toNanos(200));
        try (Socket silent = HttpClient.connect(hasty.address())) {
            silent.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            assertThat(ask(REQUEST, 16_000)).startsWith("HTTP/1.1 200 OK");
            assertThat(rest(silent)).isEmpty();
        }
    }

    @Test
    void endlessFreshKeysDoNotKeepTheThreadFromOthers() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(AdminAddress.parse("127.0.0.1:0"));
                SocketChannel far = SocketChannel.open(listener.getLocalAddress());
                SocketChannel near = listener.accept()) {
            near.configureBlocking(false);
            far.configureBlocking(false);
            TlsWire wire = new TlsWire(near, server.engine(List.of("http/1.1")));
            SSLEngine engine = client.engine("localhost", 1, "http/1.1");
            TlsWire chatty = new TlsWire(far, engine);
            ByteBuffer got = ByteBuffer.allocate(100);
            for (int turn = 0; turn < 50; turn++) {
                chatty.read(got);
                wire.read(got);
            }
            ByteBuffer records = ByteBuffer.allocate(1 << 17);
            for (int i = 0; i < 2000; i++) {
                // Fresh keys, as TLS 1.3 has them (RFC 8446 section 4.6.3).
                engine.beginHandshake();
                assertThat(engine.wrap(ByteBuffer.allocate(0), records).bytesProduced())
                        .isPositive();
            }
            engine.wrap(ByteBuffer.wrap(new byte[] {'x'}), records);
            for (records.flip(); records.hasRemaining(); ) {
                far.write(records);
            }
            wire.read(got);
            assertThat(got.position())
                    .as("2000 records are too many for one turn")
                    .isZero();
            await().until(() -> wire.read(got) > 0);
        }
    }

    @Test
    void aClientThatCannotBeServedHarmsNobody() throws IOException {
        AtomicBoolean broken = new AtomicBoolean(true);
        AdminEndpoint other = AdminEndpoint.open(
                AdminAddress.parse("127.0.0.1:0"),
                "other",
                "the test",
                Map.of("/big", request -> Page.Response.text(200, BIG)),
                () -> {
                    if (broken.getAndSet(false)) {
                        throw new IllegalStateException("on purpose");
                    }
                    return server.engine(List.of("http/1.1"));
                });
        opened.add(other);
        try (Socket first = HttpClient.connect(other.address())) {
            assertThat(rest(first)).isEmpty();
        }
        assertThat(ask(other, REQUEST, 16_000)).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aClientThatDoesNotTrustTheServerHarmsNobody() throws IOException {
        try (Socket wary = SSLSocketFactory.getDefault()
                .createSocket("127.0.0.1", endpoint.address().getPort())) {
            assertThatThrownBy(() -> wary.getOutputStream().write(1)).isInstanceOf(SSLException.class);
        }
        assertThat(ask(REQUEST, 16_000)).startsWith("HTTP/1.1 200 OK");
    }
}
