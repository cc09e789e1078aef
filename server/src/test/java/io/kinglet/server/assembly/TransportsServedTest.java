package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.dnstap.Collector;
import io.kinglet.server.dnstap.Protobuf;
import io.kinglet.server.dnstap.Visitor;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers that clients reach otherwise than over plain DNS. */
@Timeout(60)
class TransportsServedTest {

    private final Metrics metrics = new Metrics();
    private DnsServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private DnsServer start(String corefile) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        ClusterSources none = connection -> {
            throw new AssertionError("no cluster is named");
        };
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(
                        limits, none, InetAddress.getLoopbackAddress(), port -> port, true, metrics, loop -> {}));
        return server;
    }

    @Test
    void queriesRepliesAndWhatIsForwardedAreTapped(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("tap.sock");
        try (Collector collector = new Collector(UnixDomainSocketAddress.of(socket));
                DatagramSocket upstream = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            start(".:0 {\ndnstap " + socket + " full {\nidentity me\nextra \"{name}\"\n}\nforward . 127.0.0.1:"
                    + upstream.getLocalPort() + "\n}\n");
            Thread echo = new Thread(() -> {
                try {
                    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                    upstream.receive(packet);
                    packet.getData()[2] |= (byte) 0x80;
                    upstream.send(packet);
                } catch (IOException e) {
                    // The test ends.
                }
            });
            echo.start();
            byte[] query = Message.newQuery(Record.newRecord(Name.fromString("a.test."), Type.A, DClass.IN))
                    .toWire();
            assertThat(status(server.addresses().get(0).getPort(), query)).isEqualTo("NOERROR");
            List<Object> kinds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Map<Integer, List<Object>> message = collector.next();
                assertThat((byte[]) message.get(1).get(0)).asString().isEqualTo("me");
                assertThat((byte[]) message.get(3).get(0)).asString().isEqualTo("a.test.");
                Map<Integer, List<Object>> inner = Protobuf.inner(message, 14);
                long kind = (Long) inner.get(1).get(0);
                kinds.add(kind);
                byte[] dns = (byte[]) inner.get(kind % 2 == 1 ? 10 : 14).get(0);
                assertThat(new Message(dns).getQuestion().getName()).hasToString("a.test.");
                assertThat((byte[]) inner.get(kind < 7 ? 4 : 5).get(0)).containsExactly(127, 0, 0, 1);
                assertThat(inner.containsKey(12)).isEqualTo(kind % 2 == 0);
            }
            assertThat(kinds).containsExactlyInAnyOrder(5L, 7L, 8L, 6L);
        }
    }

    @Test
    void collectorsComeToASocketThatAReloadOpensAnew(@TempDir Path folder) throws Exception {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("tap.sock"));
        byte[] query = Message.newQuery(Record.newRecord(Name.fromString("a.test."), Type.A, DClass.IN))
                .toWire();
        int port = freePort();
        String corefile = ".:" + port + " {\ndnstap listen " + socket + " full {\nidentity one\n}\nwhoami\n}\n";
        start(corefile);
        await().until(() -> Files.exists(socket.getPath()));
        try (Visitor visitor = Visitor.to(socket)) {
            askUntilTapped(visitor, port, query, "one");
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> readAll(visitor));
            server.reload(Plans.of(corefile.replace("one", "two")));
            told.get(20, TimeUnit.SECONDS);
        }
        await().until(() -> Files.exists(socket.getPath()));
        try (Visitor visitor = Visitor.to(socket)) {
            askUntilTapped(visitor, port, query, "two");
        }
        server.close();
        assertThat(socket.getPath()).doesNotExist();
    }

    /** Until the server says that no more comes. */
    private static void readAll(Visitor visitor) {
        try {
            while (visitor.next() != null) {
                // Tapped before it.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void askUntilTapped(Visitor visitor, int port, byte[] query, String identity) throws Exception {
        CompletableFuture<Map<Integer, List<Object>>> tapped = CompletableFuture.supplyAsync(() -> {
            try {
                return visitor.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().until(() -> {
            status(port, query);
            return tapped.isDone();
        });
        assertThat((byte[]) tapped.get().get(1).get(0)).asString().isEqualTo(identity);
        assertThat((byte[]) Protobuf.inner(tapped.get(), 14).get(4).get(0)).containsExactly(127, 0, 0, 1);
    }

    @Test
    void aCertificateForCollectorsThatIsNotThereIsToldOf() {
        assertThatThrownBy(
                        () -> start(
                                ".:0 {\ndnstap listen tls://127.0.0.1:6000 {\ntls /nonexistent/a.pem /nonexistent/a.key\n}\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("3:5")
                .hasMessageContaining("/nonexistent/a.pem does not exist");
    }

    @Test
    void socketsBehindProxiesComeAndGoWithAReload() throws Exception {
        byte[] query = Message.newQuery(Record.newRecord(Name.fromString("a.test."), Type.A, DClass.IN))
                .toWire();
        int port = freePort();
        String acl = "acl {\nallow net 203.0.113.9\nblock\n}\nwhoami\n";
        start(".:" + port + " {\n" + acl + "}\n");
        assertThat(status(port, query)).isEqualTo("REFUSED");
        server.reload(Plans.of(".:" + port + " {\nproxyproto {\nallow 127.0.0.0/8\n}\n" + acl + "}\n"));
        assertThat(status(port, query)).isEqualTo("REFUSED");
        byte[] header = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2112000ccb00710900000000" + "9c40" + "0035");
        byte[] both = Arrays.copyOf(header, header.length + query.length);
        System.arraycopy(query, 0, both, header.length, query.length);
        assertThat(status(port, both)).isEqualTo("NOERROR");
        server.reload(Plans.of(".:" + port + " {\n" + acl + "}\n"));
        assertThat(status(port, query)).isEqualTo("REFUSED");
    }

    @Test
    void dnsOverHttpsIsServedAndCounted() throws Exception {
        start("https://.:0 {\nwhoami\nprometheus 127.0.0.1:0\n}\n");
        assertThat(server.served()).singleElement().asString().startsWith("https://.:");
        URI uri = URI.create("http://localhost:" + server.addresses().get(0).getPort()
                + "/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB");
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new Message(response.body()).getSection(Section.ADDITIONAL)).hasSize(2);
        await().untilAsserted(() -> assertThat(metrics.page())
                .contains("coredns_dns_https_responses_total{server=\"https://127.0.0.1:0\",status=\"200\"} 1"));
    }

    @Test
    void blocksAtOneAddressAgreeOnStreams() {
        assertThatThrownBy(() -> start("https://a.test:0 {\nwhoami\nhttps {\nmax_streams 5\n}\n}\n"
                        + "https://b.test:0 {\nwhoami\nhttps {\nmax_streams 6\n}\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("`max_streams` is 6 in this block and 5 in another one");
    }

    private static String status(int port, byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
            DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
            socket.receive(reply);
            return Rcode.string(new Message(Arrays.copyOf(reply.getData(), reply.getLength())).getRcode());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
