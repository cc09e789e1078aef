package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.json.Json;
import io.kinglet.server.plugin.Plans;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a running server says what the server does. */
class PageServedTest {

    private static final String CLUSTER = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: 10.96.0.10, ports: [{name: http, port: 80}]}
            """;

    @TempDir
    Path folder = Path.of("");

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    private void start() throws IOException {
        Path manifests = Files.writeString(folder.resolve("shop.yaml"), CLUSTER);
        served.startWithPages("""
                .:0 {
                  kinglet page localhost:0
                  kubernetes cluster.local {
                    manifests %s
                  }
                  cache 30
                  forward . 127.0.0.1:9
                }
                example.org:0 {
                  prometheus localhost:0
                  whoami
                }
                """.formatted(manifests));
    }

    private String base() {
        InetSocketAddress at = served.server().pages("/").get(0);
        return "http://localhost:" + at.getPort();
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(base() + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> tree(String path) throws IOException {
        HttpResponse<String> reply = get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
        return (Map<String, Object>) Objects.requireNonNull(Json.read(reply.body()));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> tree, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(tree.get(name));
    }

    @Test
    void statusIsWhatTheServerDoes() throws IOException {
        start();
        assertThat(served.ask("web.shop.svc.cluster.local. A")).startsWith("NOERROR");
        assertThat(served.ask("gone.shop.svc.cluster.local. A")).startsWith("NXDOMAIN");
        assertThat(served.ask("www.example.org. A")).startsWith("NOERROR");
        Map<String, Object> status = tree("/api/v1/status");
        assertThat(status)
                .containsKeys("version", "startedAt", "uptimeSeconds")
                .containsEntry("queries", 3L)
                .containsEntry("responses", Map.of("NOERROR", 2L, "NXDOMAIN", 1L));
        Map<String, Object> cluster = list(status, "clusters").get(0);
        assertThat(cluster).containsEntry("zones", List.of("cluster.local.")).containsEntry("synced", true);
        assertThat(list(cluster, "kinds"))
                .anySatisfy(it -> assertThat(it)
                        .containsEntry("kind", "Service")
                        // And kubernetes.default, which every cluster has.
                        .containsEntry("objects", 2L)
                        .containsEntry("synced", true)
                        .containsEntry("lists", 1L)
                        .containsEntry("malformed", 0L)
                        .containsKeys("connected", "ageSeconds"));
        assertThat(list(status, "caches").get(0))
                .containsEntry("zones", List.of("."))
                .containsKeys("requests", "misses", "success", "denial");
        assertThat(list(status, "upstreams").get(0))
                .containsEntry("upstream", "127.0.0.1:9")
                .containsEntry("zone", ".")
                .containsEntry("condition", "well")
                .containsEntry("roundTripMillis", null)
                .containsEntry("replies", 0L);
        assertThat(list(status, "blocks"))
                .extracting(it -> it.get("plugins"))
                .containsExactly(List.of("kinglet", "cache", "kubernetes", "forward"), List.of("prometheus", "whoami"));
    }

    @Test
    void blocksWithoutPrometheusAreCountedForThePageAlone() throws IOException {
        start();
        served.ask("web.shop.svc.cluster.local. A");
        assertThat(tree("/api/v1/status")).containsEntry("queries", 1L);
        assertThat(served.page()).doesNotContain("coredns_dns_requests_total{");
        served.ask("www.example.org. A");
        assertThat(tree("/api/v1/status")).containsEntry("queries", 2L);
        assertThat(served.page()).contains("zone=\"example.org.\"").doesNotContain("zone=\".\"} 1");
    }

    @Test
    void whoAsksMostIsShownWithWhatASearchListCosts() throws IOException {
        start();
        for (int i = 0; i < 3; i++) {
            served.ask("api.example.com.shop.svc.cluster.local. A");
        }
        served.ask("web.shop.svc.cluster.local. A");
        Map<String, Object> top = tree("/api/v1/top");
        assertThat(top).containsEntry("oneOf", 1L).containsKey("spanSeconds");
        assertThat(list(top, "names"))
                .extracting(it -> it.get("name") + " " + it.get("queries"))
                .containsExactly("api.example.com.shop.svc.cluster.local. 3", "web.shop.svc.cluster.local. 1");
        assertThat(list(top, "clients"))
                .extracting(it -> it.get("address") + " " + it.get("queries") + " " + it.get("namespace"))
                .containsExactly("127.0.0.1 4 null");
        assertThat(list(top, "nonexistent"))
                .extracting(it -> it.get("name") + " " + it.get("atLeast") + " " + it.get("searchedFor"))
                .containsExactly("api.example.com.shop.svc.cluster.local. 3 api.example.com.");
        assertThat(list(tree("/api/v1/top?count=1"), "names")).hasSize(1);
    }

    @Test
    void whatCannotBeAskedForIsRefusedInWords() throws IOException {
        start();
        for (String count : List.of("0", "101", "-1", "x", "9999")) {
            assertThat(get("/api/v1/top?count=" + count).statusCode()).isEqualTo(400);
            assertThat(get("/api/v1/top?count=" + count).body()).contains("count is 1 to 100, not " + count);
        }
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("\r\nAllow: GET, HEAD\r\n");
        assertThat(raw("GET /api/v1/top HTTP/1.1\r\nHost: rebound.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("\r\nContent-Security-Policy: default-src 'none'; ")
                .endsWith("\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket("127.0.0.1", served.server().pages("/").get(0).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nameThatIsMarkupStaysAName() throws IOException {
        start();
        served.ask("\\<script\\>alert\\(1\\)\\<\\/script\\>.cluster.local. A");
        assertThat(get("/api/v1/top").headers().firstValue("x-content-type-options"))
                .hasValue("nosniff");
        assertThat(list(tree("/api/v1/top"), "names").get(0).get("name").toString())
                .contains("<script>");
    }

    @Test
    void reloadKeepsWhatWasMetAndShowsTheNewPlan() throws IOException {
        start();
        served.ask("web.shop.svc.cluster.local. A");
        InetSocketAddress before = served.server().pages("/").get(0);
        served.server().reload(Plans.of(".:0 {\n  kinglet page localhost:0\n  whoami\n}\n"));
        assertThat(served.server().pages("/")).containsExactly(before);
        assertThat(list(tree("/api/v1/top"), "names")).hasSize(1);
        assertThat(list(tree("/api/v1/status"), "blocks"))
                .singleElement()
                .extracting(it -> it.get("plugins"))
                .isEqualTo(List.of("kinglet", "whoami"));
        served.server().reload(Plans.of(".:0 {\n  whoami\n}\n"));
        assertThat(served.server().pages("/")).isEmpty();
    }
}
