package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final List<Long> waits = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final LogCapture log = new LogCapture();
    private final RecordingSink sink = new RecordingSink();

    /** Reads Services from {@code url} until it has waited {@code times} times. */
    private void run(URI url, int times) {
        HttpClient http = new JdkHttpClientFactory()
                .newBuilder(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        RateLimit unlimited = new RateLimit(0, 0, now::get);
        ApiServer server = new ApiServer(http, true, url, RestObserver.NONE, unlimited, now::get);
        Progress progress = new Progress(now::get);
        Intake intake = new Intake(
                log,
                Kind.SERVICE,
                Scopes.of(Kind.SERVICE, false),
                Scopes.NOW,
                new Batch(sink, () -> false),
                new Malformed(log, Kind.SERVICE),
                progress);
        Resource resource = Resource.of(Kind.SERVICE, ClusterScope.of(Kind.SERVICE));
        Contact contact = new Contact(log, url.toString(), now::get, () -> {});
        KindWatch watch = new KindWatch(
                log,
                Kind.SERVICE,
                resource,
                server,
                intake,
                progress,
                contact,
                Timing.usual(),
                this::slept,
                new SplittableRandom(7));
        waits.clear();
        this.times = times;
        watch.run();
        server.close();
    }

    private int times;

    private boolean slept(long nanos) {
        waits.add(nanos / 1_000_000);
        now.addAndGet(nanos);
        return waits.size() < times;
    }

    @Test
    void serverThatIsAwayIsTriedAgainWithDelaysUpToTwoSecondsAndOneLine() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        run(URI.create("http://127.0.0.1:" + port), 30);
        assertThat(waits.get(0)).isBetween(50L, 100L);
        assertThat(waits.get(1)).isBetween(100L, 200L);
        assertThat(waits.subList(6, 30)).allMatch(wait -> wait >= 1000 && wait <= 2000);
        assertThat(waits.subList(6, 30).stream().distinct().count()).isGreaterThan(10);
        assertThat(log.lines()).singleElement().asString().contains("nothing accepts connections there");
    }

    @Test
    void refusalsAreTriedAgainMoreAndMoreSeldom() throws IOException {
        try (FakeApi api = new FakeApi()) {
            api.on("/api/v1/services", FakeApi.status(401, "Unauthorized"));
            run(api.url(), 10);
        }
        assertThat(waits.get(9)).isBetween(1000L, 2000L);
        assertThat(log.lines()).singleElement().asString().contains("HTTP 401: Unauthorized");
    }

    @Test
    void serverMayAskForALongerDelay() throws IOException {
        try (FakeApi api = new FakeApi()) {
            api.on("/api/v1/services", exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "4");
                exchange.sendResponseHeaders(429, -1);
            });
            run(api.url(), 2);
        }
        assertThat(waits).containsExactly(4000L, 4000L);
    }

    @Test
    void watchThatEndsAtOnceIsNotAskedForWithoutPause() throws IOException {
        try (FakeApi api = new FakeApi()) {
            api.on("/api/v1/services", FakeApi.stream(Objects.initialEnd(3)), FakeApi.stream(""));
            run(api.url(), 8);
        }
        assertThat(waits.get(7)).isBetween(1000L, 2000L);
    }

    @Test
    void serverThatForgetsAtOnceIsNotAskedForListsWithoutPause() throws IOException {
        try (FakeApi api = new FakeApi()) {
            FakeApi.Reply list = FakeApi.stream(Objects.initialEnd(3));
            FakeApi.Reply gone = FakeApi.stream(Objects.expired());
            api.on("/api/v1/services", list, gone, list, gone, list, gone, list, gone);
            run(api.url(), 2);
        }
        assertThat(waits).containsExactly(2000L, 2000L);
    }

    @Test
    void smallListAfterABigOneIsAppliedWithAWarning() throws IOException {
        String[] many = new String[31];
        for (int i = 0; i < 30; i++) {
            many[i] = Objects.added("svc-" + i, i);
        }
        many[30] = Objects.initialEnd(30);
        try (FakeApi api = new FakeApi()) {
            api.on(
                    "/api/v1/services",
                    FakeApi.stream(many),
                    FakeApi.stream(Objects.expired()),
                    FakeApi.stream(Objects.added("svc-1", 1), Objects.initialEnd(2)),
                    FakeApi.status(500, "enough"));
            run(api.url(), 1);
        }
        assertThat(sink.names()).containsExactly("svc-1");
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING: Service: a new list has 1 objects"));
    }
}
