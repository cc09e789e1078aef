package io.kinglet.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.transport.BindFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdminEndpointTest {

    private static final String BIG = "x".repeat(3_000_000);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AdminEndpoint endpoint;

    AdminEndpointTest() throws IOException {
        endpoint = open(TimeUnit.SECONDS.toNanos(30));
    }

    private AdminEndpoint open(long exchangeNanos) throws IOException {
        AdminEndpoint made = AdminEndpoint.open(
                AdminAddress.parse("127.0.0.1:0"),
                "test",
                "the test",
                Map.of(
                        "/page", request -> Page.Response.text(200, "hällo"),
                        "/big", request -> Page.Response.text(200, BIG),
                        "/asked",
                                request -> new Page.Response(
                                        200,
                                        "text/plain",
                                        request.path() + new TreeMap<>(request.parameters()) + request.host(),
                                        Map.of("X-A", "b")),
                        "/bug",
                                request -> {
                                    throw new IllegalStateException("on purpose");
                                }),
                null,
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

    @Test
    void aPageIsShown() throws IOException {
        assertThat(HttpClient.send(endpoint.address(), "GET /page?a=b HTTP/1.1\r\nHost: here\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 6\r\n"
                        + "Connection: close\r\n\r\nhällo");
        assertThat(HttpClient.send(endpoint.address(), "HEAD /page HTTP/1.0\r\n\r\n"))
                .endsWith("close\r\n\r\n");
    }

    @Test
    void aPageKnowsWhatIsAskedAndMaySendFields() throws IOException {
        assertThat(HttpClient.send(
                        endpoint.address(), "GET /asked?a=b%20c+d&e&a=2&=x HTTP/1.1\r\nhOsT:  h:80 \r\n\r\n"))
                .contains("\r\nX-A: b\r\n")
                .endsWith("/asked{a=b c d, e=}h:80");
        assertThat(HttpClient.send(endpoint.address(), "GET /asked HTTP/1.0\r\n\r\n"))
                .endsWith("/asked{}null");
    }

    @Test
    void aRequestThatCanBeReadInTwoWaysIsRefused() throws IOException {
        assertThat(HttpClient.send(endpoint.address(), "GET /asked HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("more than one Host");
        assertThat(HttpClient.send(endpoint.address(), "GET /asked?a=%zz HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aBigPageComesWhole() throws IOException {
        assertThat(HttpClient.get(endpoint.address(), "/big")).hasSize(4 + BIG.length());
    }

    @Test
    void whatIsNotServedIsSaid() throws IOException {
        assertThat(HttpClient.get(endpoint.address(), "/other"))
                .startsWith("404 nothing here")
                .contains("/page");
        assertThat(HttpClient.get(endpoint.address(), "/bug")).startsWith("500 ");
        assertThat(HttpClient.send(endpoint.address(), "POST /page HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(HttpClient.send(endpoint.address(), "hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(HttpClient.get(endpoint.address(), "/page")).isEqualTo("200 hällo");
    }

    @Test
    void aRequestWithoutEndIsCutOff() throws IOException {
        try (Socket client = HttpClient.connect(endpoint.address())) {
            client.getOutputStream().write("GET /page HTTP/1.1\r\nA: ".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write("a".repeat(8192 - 23).getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpClient.rest(client)).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void silentClientsAreClosedAndHoldNobodyUp() throws IOException {
        AdminEndpoint hasty = open(TimeUnit.MILLISECONDS.toNanos(200));
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket client = HttpClient.connect(hasty.address());
            opened.add(client);
            silent.add(client);
        }
        assertThat(HttpClient.get(hasty.address(), "/page")).isEqualTo("200 hällo");
        for (Socket client : silent) {
            assertThat(closed(client)).isTrue();
        }
    }

    private static boolean closed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void atTheBoundTheOldestClientGivesWay() throws IOException {
        Socket oldest = HttpClient.connect(endpoint.address());
        opened.add(oldest);
        for (int i = 0; i < 70; i++) {
            opened.add(HttpClient.connect(endpoint.address()));
        }
        assertThat(HttpClient.get(endpoint.address(), "/page")).isEqualTo("200 hällo");
        assertThat(closed(oldest)).isTrue();
    }

    @Test
    void anAddressInUseIsNamedWithWhatToDo() {
        InetSocketAddress taken = endpoint.address();
        assertThatThrownBy(() -> AdminEndpoint.open(taken, "other", "the health directive", Map.of()))
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining("127.0.0.1:" + taken.getPort())
                .hasMessageContaining("the health directive");
    }

    @Test
    void closingFreesTheAddressAndEndsTheThread() throws IOException {
        endpoint.close();
        AdminEndpoint again = AdminEndpoint.open(endpoint.address(), "again", "the test", Map.of());
        opened.add(again);
        assertThat(again.address()).isEqualTo(endpoint.address());
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().equals("kinglet-test"));
    }
}
