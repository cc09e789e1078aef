package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.wire.Header;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class HttpsClientConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String TYPE = "application/dns-message";

    private final HttpsServer server = new HttpsServer();
    private final ScriptedResolver resolver = server.resolver();
    private final List<Integer> statuses = server.statuses();

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    @AfterEach
    void closeAll() throws Exception {
        server.close();
    }

    private <C extends AutoCloseable> C opened(C it) {
        return server.opened(it);
    }

    private Listeners listen(boolean epoll) throws Exception {
        return server.listen(epoll, true, HttpsLimits.STANDARD, limits(LONG, LONG, LONG));
    }

    private static TransportLimits limits(Duration idle, Duration read, Duration write) {
        return new TransportLimits(1, 256, 128, idle, read, write);
    }

    private static HttpClient client(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(new TlsClients(null).context())
                .build();
    }

    private static HttpRequest get(Listeners at, byte[] message) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(message);
        return HttpRequest.newBuilder(uri(at, "/dns-query?dns=" + text)).build();
    }

    private static HttpRequest post(Listeners at, byte[] message) {
        return post(at, BodyPublishers.ofByteArray(message));
    }

    private static HttpRequest post(Listeners at, BodyPublisher body) {
        return HttpRequest.newBuilder(uri(at, "/dns-query"))
                .header("Content-Type", TYPE)
                .POST(body)
                .build();
    }

    private static URI uri(Listeners at, String target) {
        return URI.create("https://localhost:" + at.port() + target);
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void bothMethodsAreAnsweredOverBothVersions(boolean epoll) throws Exception {
        Listeners listeners = listen(epoll);
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpClient client = client(version);
            for (HttpRequest request : List.of(
                    get(listeners, Messages.query(0, "a.test.", 1)),
                    post(listeners, Messages.query(9, "a.test.", 1)))) {
                HttpResponse<byte[]> response = send(client, request);
                assertThat(response.version()).isEqualTo(version);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("content-type")).contains(TYPE);
                assertThat(response.headers().firstValue("cache-control")).contains("max-age=5");
                assertThat(response.headers().firstValueAsLong("content-length"))
                        .hasValue(response.body().length);
                assertThat(Messages.lastAddress(response.body())).isEqualTo("10.0.0.1");
            }
        }
        assertThat(statuses).containsExactly(200, 200, 200, 200);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void whatIsNoRequestForThisIsRefused(HttpClient.Version version) throws Exception {
        Listeners listeners = listen(false);
        HttpClient client = client(version);
        byte[] query = Messages.query(0, "a.test.", 1);
        String text = Base64.getUrlEncoder().encodeToString(query);
        byte[] response = query.clone();
        response[2] |= (byte) 0x80;
        HttpRequest.Builder any = HttpRequest.newBuilder();
        List<HttpRequest> requests = List.of(
                any.uri(uri(listeners, "/")).GET().build(),
                any.uri(uri(listeners, "/dns-query/x?dns=" + text)).build(),
                any.uri(uri(listeners, "/dns-query")).build(),
                any.uri(uri(listeners, "/dns-query?dns=" + text + "&dns=" + text))
                        .build(),
                any.uri(uri(listeners, "/dns-query?dns=***")).build(),
                any.uri(uri(listeners, "/dns-query?dns=%80")).build(),
                any.uri(uri(listeners, "/dns-query?dns=")).build(),
                any.uri(uri(listeners, "/dns-query"))
                        .PUT(BodyPublishers.ofByteArray(query))
                        .build(),
                any.uri(uri(listeners, "/dns-query"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                any.uri(uri(listeners, "/dns-query"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray(query))
                        .build(),
                post(listeners, new byte[0]),
                post(listeners, new byte[] {1, 2, 3}),
                post(listeners, Arrays.copyOf(query, query.length - 1)),
                post(listeners, response),
                post(listeners, new byte[0x10000]));
        List<Integer> answered = new ArrayList<>();
        for (HttpRequest request : requests) {
            answered.add(send(client, request).statusCode());
        }
        assertThat(answered).containsExactly(404, 404, 400, 400, 400, 400, 400, 405, 405, 415, 400, 400, 400, 400, 413);
        assertThat(statuses).isEqualTo(answered);
        assertThat(send(client, post(listeners, query)).statusCode()).isEqualTo(200);
    }

    @Test
    void anUpdateIsNotImplementedAsEverywhere() throws Exception {
        Listeners listeners = listen(false);
        byte[] update = Messages.query(3, "a.test.", 6);
        update[2] |= 5 << 3;
        HttpResponse<byte[]> response = send(client(HttpClient.Version.HTTP_2), post(listeners, update));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Messages.rcode(response.body())).isEqualTo(4);
        assertThat(response.body()).hasSize(Header.LENGTH);
    }

    @Test
    void countsInTheHeaderThatLieReserveNothing() throws Exception {
        Listeners listeners = listen(false);
        byte[] liar = Messages.query(3, "a.test.", 1);
        Arrays.fill(liar, 6, Header.LENGTH, (byte) 0xff);
        byte[] header = new byte[Header.LENGTH];
        Arrays.fill(header, 4, Header.LENGTH, (byte) 0xff);
        HttpClient client = client(HttpClient.Version.HTTP_2);
        assertThat(send(client, post(listeners, liar)).statusCode()).isEqualTo(400);
        assertThat(send(client, get(listeners, header)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void streamsAreAnsweredInAnyOrder(boolean epoll) throws Exception {
        Listeners listeners = listen(epoll);
        HttpClient client = client(HttpClient.Version.HTTP_2);
        send(client, get(listeners, Messages.query(0, "a.test.", 1)));
        List<CompletableFuture<HttpResponse<byte[]>>> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(client.sendAsync(post(listeners, Messages.query(i, "slow.test.", 1)), BodyHandlers.ofByteArray()));
        }
        await().until(() -> resolver.waiting() == 100);
        assertThat(send(client, get(listeners, Messages.query(7, "a.test.", 1))).statusCode())
                .isEqualTo(200);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        for (int i = 0; i < 100; i++) {
            resolver.answerNextSlow();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(Messages.id(slow.get(i).get().body())).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void largeAnswersComeWhole(HttpClient.Version version) throws Exception {
        Listeners listeners = listen(EventLoops.epollAvailable());
        HttpClient client = client(version);
        List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(client.sendAsync(get(listeners, Messages.query(i, "big.test.", 1)), BodyHandlers.ofByteArray()));
        }
        for (CompletableFuture<HttpResponse<byte[]>> each : all) {
            assertThat(each.get().body()).hasSizeGreaterThan(60_000);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        Listeners listeners = server.listen(false, false, HttpsLimits.STANDARD, limits(LONG, LONG, LONG));
        Socket client = opened(Messages.connect(listeners.port()));
        String requests = request("slow.test.") + request("a.test.") + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        resolver.answerNextSlow();
        String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(all.split("HTTP/1.1 ")).hasSize(4);
        assertThat(all).matches("(?s)HTTP/1.1 200 OK.*slow.*HTTP/1.1 200 OK.*HTTP/1.1 404 Not Found.*");
        assertThat(statuses).containsExactly(200, 200, 404);
    }

    private static String request(String name) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(Messages.query(1, name, 1));
        return "GET /dns-query?dns=" + text + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense\\r\\n\\r\\n | 400",
                "GET /X HTTP/1.1\\r\\nA: B\\r\\n | 431",
                "GET /X | 414",
                "POST /dns-query HTTP/1.1\\r\\nContent-Length: 9999999\\r\\n\\r\\nX | 413",
                "POST /dns-query HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | 400"
            })
    void whatIsNoHttpOrTooMuchOfItEndsTheConnection(String text, int status) throws Exception {
        Listeners listeners = server.listen(false, false, HttpsLimits.STANDARD, limits(LONG, LONG, LONG));
        Socket client = opened(Messages.connect(listeners.port()));
        String sent = text.replace("\\r", "\r").replace("\\n", "\n").replace("X", "x".repeat(70_000));
        if (status == 431) {
            sent = sent.replaceAll("x+", "x").replace("A: B", "A: " + "b".repeat(70_000));
        }
        try {
            client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It was closed while we wrote.
        }
        await().untilAsserted(() -> assertThat(statuses).containsExactly(status));
        assertThat(Messages.drained(client)).isTrue();
    }

    @Test
    void bodiesThatBreakOffLeaveRoomForOthers() throws Exception {
        Listeners listeners = server.listen(false, false, HttpsLimits.STANDARD, limits(LONG, LONG, LONG));
        String chunk = "ea60\r\n" + "x".repeat(60_000) + "\r\nzz\r\n";
        String broken = "POST /dns-query HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk;
        for (int i = 0; i < 160; i++) {
            try (Socket client = Messages.connect(listeners.port())) {
                client.getOutputStream().write(broken.getBytes(StandardCharsets.US_ASCII));
                assertThat(Messages.drained(client)).isTrue();
            }
        }
        Socket client = opened(Messages.connect(listeners.port()));
        String requests = request("big.test.") + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(all).contains("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found");
    }

    @Test
    void whoSendsOrReadsTooSlowlyIsClosed() throws Exception {
        Listeners listeners = server.listen(false, false, HttpsLimits.STANDARD, limits(LONG, SHORT, SHORT));
        Socket silent = opened(Messages.connect(listeners.port()));
        Socket slow = opened(Messages.connect(listeners.port()));
        slow.getOutputStream()
                .write((request("a.test.") + "POST /dns-query HTTP/1.1\r\nContent-Length: 40\r\n\r\nx")
                        .getBytes(StandardCharsets.US_ASCII));
        Socket deaf = opened(Messages.connect(listeners.port()));
        byte[] big = request("big.test.").repeat(100).getBytes(StandardCharsets.US_ASCII);
        deaf.getOutputStream().write(big);
        assertThat(Messages.drained(silent)).isTrue();
        assertThat(Messages.drained(slow)).isTrue();
        await().until(() -> {
            try {
                deaf.getOutputStream().write(big);
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void idleConnectionsAreClosedAndBusyOnesAreNot() throws Exception {
        Listeners listeners = server.listen(false, false, HttpsLimits.STANDARD, limits(SHORT, LONG, LONG));
        Socket idle = opened(Messages.connect(listeners.port()));
        idle.getOutputStream().write(request("a.test.").getBytes(StandardCharsets.US_ASCII));
        Socket busy = opened(Messages.connect(listeners.port()));
        busy.getOutputStream().write(request("slow.test.").getBytes(StandardCharsets.US_ASCII));
        assertThat(Messages.drained(idle)).isTrue();
        resolver.answerNextSlow();
        assertThat(busy.getInputStream().read()).isEqualTo('H');
    }

    @Test
    void atTheBoundTheLongestIdleGivesWay() throws Exception {
        Listeners listeners = server.listen(false, false, new HttpsLimits(2, 250), limits(LONG, LONG, LONG));
        Socket first = opened(Messages.connect(listeners.port()));
        first.getOutputStream().write(request("a.test.").getBytes(StandardCharsets.US_ASCII));
        assertThat(first.getInputStream().read()).isEqualTo('H');
        Socket second = opened(Messages.connect(listeners.port()));
        second.getOutputStream().write(request("slow.test.").getBytes(StandardCharsets.US_ASCII));
        await().until(() -> resolver.waiting() == 1);
        Socket third = opened(Messages.connect(listeners.port()));
        third.getOutputStream().write(request("slow.test.").getBytes(StandardCharsets.US_ASCII));
        assertThat(Messages.drained(first)).isTrue();
        await().until(() -> resolver.waiting() == 2);
        assertThat(Messages.drained(opened(Messages.connect(listeners.port())))).isTrue();
        resolver.answerNextSlow();
        resolver.answerNextSlow();
        assertThat(second.getInputStream().read()).isEqualTo('H');
        assertThat(third.getInputStream().read()).isEqualTo('H');
    }

    @Test
    void anEndWaitsForAnswersUnderWay() throws Exception {
        Listeners listeners = listen(false);
        HttpClient client = client(HttpClient.Version.HTTP_1_1);
        CompletableFuture<HttpResponse<byte[]>> under =
                client.sendAsync(get(listeners, Messages.query(5, "slow.test.", 1)), BodyHandlers.ofByteArray());
        CompletableFuture<Answer> stage = resolver.nextSlow();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> listeners.close(LONG.toNanos()));
        await().until(() -> !isOpen(listeners.port()));
        assertThat(closed).isNotDone();
        resolver.finish(stage);
        assertThat(Messages.id(under.get().body())).isEqualTo(5);
        closed.get();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = Messages.connect(port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theWordOfTheClientDecidesTheVersion() throws Exception {
        Listeners listeners = listen(false);
        for (String[] offered : new String[][] {{"h2", "http/1.1"}, {"http/1.1"}, {"http/1.1", "h2"}, {"x"}}) {
            SSLSocket client = opened(new TlsClients(null).connect(listeners.port()));
            SSLParameters parameters = client.getSSLParameters();
            parameters.setApplicationProtocols(offered);
            client.setSSLParameters(parameters);
            client.startHandshake();
            String expected = List.of(offered).contains("h2") ? "h2" : offered[0].equals("x") ? "" : "http/1.1";
            assertThat(client.getApplicationProtocol()).isEqualTo(expected);
        }
    }
}
