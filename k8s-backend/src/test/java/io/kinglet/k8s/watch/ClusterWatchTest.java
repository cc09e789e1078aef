package io.kinglet.k8s.watch;

import static io.kinglet.k8s.watch.Objects.added;
import static io.kinglet.k8s.watch.Objects.event;
import static io.kinglet.k8s.watch.Objects.initialEnd;
import static io.kinglet.k8s.watch.Objects.page;
import static io.kinglet.k8s.watch.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.KindStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterWatchTest {

    private final RecordingSink sink = new RecordingSink();
    private FakeApi api;

    @BeforeEach
    void startServer() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    private ClusterWatch watch() {
        return new ClusterWatch(WatchConfig.endpoint(api.url(), null), RestObserver.NONE);
    }

    @Test
    void bigListIsReportedInBoundedBatchesAndSingleEventsAtOnce() throws Exception {
        int count = 20_000;
        CountDownLatch more = new CountDownLatch(1);
        api.on("/api/v1/services", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < count; i++) {
                out.write((added("svc-" + i, i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write(initialEnd(count).getBytes(StandardCharsets.UTF_8));
            out.flush();
            try {
                if (more.await(10, TimeUnit.SECONDS)) {
                    out.write(added("last", count + 1).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    new CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (ClusterWatch watch = watch()) {
            watch.start(ClusterScope.of(Kind.SERVICE), sink);
            sink.awaitLog(")");
            assertThat(sink.names()).hasSize(count);
            assertThat(sink.sizes()).allMatch(size -> size <= Batch.LIMIT);
            assertThat(sink.sizes()).hasSizeLessThan(count / Batch.LIMIT + 3);
            more.countDown();
            sink.awaitLog(") +last");
            assertThat(sink.sizes().get(sink.sizes().size() - 1)).isEqualTo(1);
        }
    }

    @Test
    void statusTellsHowEachKindStands() throws Exception {
        api.on("/api/v1/services", new FakeApi.Live().send(added("a", 1), initialEnd(2)));
        api.on("/api/v1/namespaces", FakeApi.status(403, "forbidden"));
        ClusterWatch watch = watch();
        try (watch) {
            assertThat(watch.status()).isEmpty();
            watch.start(ClusterScope.of(Kind.SERVICE, Kind.NAMESPACE), sink);
            sink.awaitLog(")");
            sink.await(seen -> api.requests().size() > 3);
            sink.await(seen -> watch.status().get(Kind.SERVICE).synced());
            KindStatus services = watch.status().get(Kind.SERVICE);
            assertThat(services.connected()).isTrue();
            assertThat(services.ageNanos()).isBetween(0L, 10_000_000_000L);
            assertThat(services.lists()).isEqualTo(1);
            assertThat(watch.status().get(Kind.NAMESPACE)).isEqualTo(new KindStatus(false, false, -1, 0, 0));
        }
    }

    @Test
    void nothingIsReportedOnceClosed() throws Exception {
        FakeApi.Live live = new FakeApi.Live().send(added("a", 1), initialEnd(2));
        api.on("/api/v1/services", live);
        ClusterWatch watch = watch();
        watch.start(ClusterScope.of(Kind.SERVICE), sink);
        sink.awaitLog(")");
        watch.close();
        live.send(added("late", 3));
        assertThat(sink.log()).isEqualTo("( +a )");
        assertThatThrownBy(() -> watch.start(ClusterScope.of(Kind.SERVICE), sink))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeReturnsWhileTheServerIsAwayAndWhileItIsSilent() throws Exception {
        ClusterWatch silent = watch();
        api.on("/api/v1/services", exchange -> await(new CountDownLatch(1)));
        silent.start(ClusterScope.of(Kind.SERVICE), sink);
        sink.await(seen -> !api.requests().isEmpty());
        silent.close();
        api.close();
        ClusterWatch away = watch();
        away.start(ClusterScope.of(Kind.SERVICE), sink);
        away.close();
        assertThat(sink.log()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sinkMayCloseTheSourceThatCallsIt() throws Exception {
        api.on("/api/v1/services", new FakeApi.Live().send(added("a", 1), initialEnd(2)));
        ClusterWatch watch = watch();
        watch.start(ClusterScope.of(Kind.SERVICE), batch -> {
            sink.apply(batch);
            watch.close();
        });
        sink.await(seen -> !seen.log().isEmpty());
    }

    static List<Throwable> faults() {
        return List.of(new IllegalStateException("a fault for this test"), new StackOverflowError("another"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOfTheSinkIsMendedByANewList(Throwable fault) throws Exception {
        api.on(
                "/api/v1/services",
                FakeApi.stream(added("a", 1), initialEnd(2), event("DELETED", service("a", 3))),
                new FakeApi.Live().send(added("b", 4), initialEnd(5)));
        boolean[] failed = {false};
        try (ClusterWatch watch = watch()) {
            watch.start(ClusterScope.of(Kind.SERVICE), batch -> {
                if (!failed[0] && batch.toString().contains("Remove")) {
                    failed[0] = true;
                    raise(fault);
                }
                sink.apply(batch);
            });
            sink.awaitLog("+b )");
            assertThat(sink.names()).containsExactly("b");
        }
    }

    private static void raise(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    @Test
    void requestsAreObservedAndNamedAndNarrowed() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        List<String> agents = new CopyOnWriteArrayList<>();
        api.on("/api/v1/pods", FakeApi.status(400, "no"), exchange -> {
            agents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            FakeApi.text(page("", 5)).to(exchange);
        });
        RestObserver observer = (verb, host, code, nanos) -> seen.add(verb + " " + host + " " + code);
        try (ClusterWatch watch = new ClusterWatch(WatchConfig.endpoint(api.url(), null), observer)) {
            watch.start(new ClusterScope(Set.of(Kind.POD), "app in (a,b),!c", null), sink);
            sink.awaitLog("( )");
        }
        assertThat(seen)
                .startsWith(
                        "GET " + api.url().getAuthority() + " 400",
                        "GET " + api.url().getAuthority() + " 200");
        assertThat(agents.get(0)).startsWith("Kinglet/");
        assertThat(api.requests().get(1))
                .contains("labelSelector=app+in+%28a%2Cb%29%2C%21c", "fieldSelector=status.phase%21%3DSucceeded%2C");
    }
}
