package io.kinglet.k8s.watch;

import static io.kinglet.k8s.watch.Objects.added;
import static io.kinglet.k8s.watch.Objects.bookmark;
import static io.kinglet.k8s.watch.Objects.event;
import static io.kinglet.k8s.watch.Objects.expired;
import static io.kinglet.k8s.watch.Objects.initialEnd;
import static io.kinglet.k8s.watch.Objects.page;
import static io.kinglet.k8s.watch.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindWatchTest {

    private static final String SERVICES = "/api/v1/services";
    private static final Timing BRISK = timing(300, 30_000, 100_000, 10_000);

    private static Timing timing(int watchSeconds, int graceMillis, int bookmarkedMillis, int initialMillis) {
        return new Timing(
                watchSeconds,
                Duration.ofMillis(graceMillis),
                Duration.ofMillis(bookmarkedMillis),
                Duration.ofMillis(initialMillis),
                Duration.ofSeconds(10),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(20));
    }

    private final RecordingSink sink = new RecordingSink();
    private FakeApi api;
    private ClusterWatch watch;

    @BeforeEach
    void startServer() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
        api.close();
    }

    private void start(Timing timing, Kind... kinds) {
        WatchConfig config = WatchConfig.endpoint(api.url(), null);
        watch = new ClusterWatch(
                config, RestObserver.NONE, ApiAccess.ofProcess(), timing, System::nanoTime, Scopes.NOW);
        watch.start(ClusterScope.of(kinds), sink);
    }

    @Test
    void streamingListGoesOnAsTheWatch() throws Exception {
        FakeApi.Live live = new FakeApi.Live();
        api.on(SERVICES, live);
        start(BRISK, Kind.SERVICE);
        live.send(added("a", 1), added("b", 2), initialEnd(9));
        sink.awaitLog("( +a +b )");
        live.send(added("c", 10));
        sink.awaitLog(") +c");
        live.send(event("MODIFIED", service("a", 11)), event("DELETED", service("b", 12)));
        sink.awaitLog("+c +a -b");
        assertThat(sink.names()).containsExactly("a", "c");
        assertThat(api.requests())
                .singleElement()
                .asString()
                .contains(
                        "watch=true",
                        "sendInitialEvents=true",
                        "resourceVersionMatch=NotOlderThan",
                        "allowWatchBookmarks=true");
    }

    @Test
    void endedWatchIsTakenUpFromTheLastVersionHeard() throws Exception {
        FakeApi.Live second = new FakeApi.Live();
        api.on(SERVICES, FakeApi.stream(added("a", 1), initialEnd(9), added("b", 10), bookmark(42)), second);
        start(BRISK, Kind.SERVICE);
        second.send(added("c", 43));
        sink.awaitLog("+c");
        assertThat(api.requests()).hasSize(2);
        assertThat(api.requests().get(1)).contains("resourceVersion=42").doesNotContain("sendInitialEvents");
        assertThat(sink.log()).isEqualTo("( +a ) +b +c");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422})
    void refusedStreamingListFallsBackToPages(int code) throws Exception {
        FakeApi.Live live = new FakeApi.Live();
        api.on(
                SERVICES,
                FakeApi.status(code, "sendInitialEvents is forbidden"),
                FakeApi.text(page("next", 7, service("a", 1), service("b", 2))),
                FakeApi.text(page("", 7, service("c", 3))),
                live);
        start(BRISK, Kind.SERVICE);
        live.send(added("d", 8));
        sink.awaitLog("( +a +b +c ) +d");
        assertThat(api.requests().get(1)).contains("limit=500").doesNotContain("continue");
        assertThat(api.requests().get(2)).contains("limit=500").contains("continue=next");
        assertThat(api.requests().get(3)).contains("watch=true").contains("resourceVersion=7");
    }

    @Test
    void streamingListThatFailsWithinTheStreamFallsBackToPages() throws Exception {
        String refusal = event("ERROR", "{\"code\":500,\"message\":\"feature RequestWatchProgress is disabled\"}");
        api.on(SERVICES, FakeApi.stream(refusal), FakeApi.text(page("", 7, service("a", 1))), new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("+a )");
    }

    @Test
    void streamingListThatNeverEndsFallsBackToPages() throws Exception {
        Timing impatient = timing(300, 30_000, 100_000, 100);
        api.on(
                SERVICES,
                new FakeApi.Live().send(added("a", 1)),
                FakeApi.text(page("", 7, service("a", 1), service("b", 1))),
                new FakeApi.Live());
        start(impatient, Kind.SERVICE);
        sink.awaitLog("+b )");
    }

    @Test
    void expiredContinueTokenStartsTheListAnew() throws Exception {
        api.on(
                SERVICES,
                FakeApi.status(400, "no streaming"),
                FakeApi.text(page("next", 7, service("a", 1))),
                FakeApi.status(410, "token expired"),
                FakeApi.text(page("", 8, service("b", 2))),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("+b )");
        assertThat(sink.log()).isEqualTo("( +a ( +b )");
    }

    @Test
    void firstListAloneMayBeTheOneTheServerHolds() throws Exception {
        api.on(
                SERVICES,
                FakeApi.status(400, "no streaming"),
                FakeApi.text(page("", 7, service("a", 1))),
                FakeApi.stream(expired()),
                FakeApi.text(page("", 8, service("b", 2))),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("( +a ) ( +b )");
        assertThat(api.requests().get(1)).contains("limit=500").endsWith("&resourceVersion=0");
        assertThat(api.requests().get(3)).contains("limit=500").doesNotContain("resourceVersion");
    }

    @Test
    void goneVersionIsAnsweredWithANewListThatSweeps() throws Exception {
        api.on(
                SERVICES,
                FakeApi.stream(added("a", 1), added("b", 2), initialEnd(9)),
                FakeApi.stream(expired()),
                FakeApi.stream(added("b", 2), added("c", 12), initialEnd(20)),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.awaitLog(") ( +b +c )");
        assertThat(sink.log()).isEqualTo("( +a +b ) ( +b +c )");
        assertThat(sink.names()).containsExactly("b", "c");
        sink.await(seen -> watch.status().get(Kind.SERVICE).lists() == 2);
    }

    @Test
    void nothingIsSweptByAListThatBreaksOff() throws Exception {
        FakeApi.Live cut = new FakeApi.Live();
        api.on(
                SERVICES,
                FakeApi.stream(added("a", 1), added("b", 2), initialEnd(9)),
                FakeApi.stream(expired()),
                cut.send(added("a", 1), "{\"type\":\"ADDED\",\"obj"),
                FakeApi.stream(added("a", 1), initialEnd(30)),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.await(seen -> api.requests().size() == 3);
        assertThat(sink.names()).containsExactly("a", "b");
        cut.end();
        sink.awaitLog("( +a ( +a )");
        assertThat(sink.names()).containsExactly("a");
    }

    @Test
    void brokenJsonDropsTheConnectionAndGoesOnFromTheLastVersion() throws Exception {
        api.on(
                SERVICES,
                FakeApi.stream(added("a", 1), initialEnd(9), added("b", 10), "{\"type\":\"ADDED\",]"),
                new FakeApi.Live().send(added("c", 11)));
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("( +a ) +b +c");
        assertThat(api.requests().get(1)).contains("resourceVersion=10");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 61})
    void objectsMaySpanAnyNumberOfChunks(int step) throws Exception {
        api.on(
                SERVICES,
                FakeApi.stream(step, added("a", 1), added("b", 2), initialEnd(9), added("c", 10)),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.await(seen -> api.requests().size() == 2);
        assertThat(sink.log()).isEqualTo("( +a +b ) +c");
    }

    @Test
    void silentConnectionIsDroppedAndTheWatchTakenUp() throws Exception {
        Timing impatient = timing(1, -900, 50, 10_000);
        api.on(
                SERVICES,
                new FakeApi.Live().send(added("a", 1), initialEnd(9), bookmark(17)),
                new FakeApi.Live().send(added("b", 18)));
        start(impatient, Kind.SERVICE);
        sink.awaitLog("( +a ) +b");
        assertThat(api.requests().get(1)).contains("resourceVersion=17");
    }

    @Test
    void silenceAfterAStreamingListIsNotWaitedOutToItsEnd() throws Exception {
        Timing impatient = timing(300, 30_000, 50, 10_000);
        api.on(
                SERVICES,
                new FakeApi.Live().send(added("a", 1), initialEnd(9)),
                new FakeApi.Live(),
                new FakeApi.Live().send(added("b", 18)));
        start(impatient, Kind.SERVICE);
        sink.awaitLog("( +a ) +b");
    }

    @Test
    void bookmarkOfAServerThatKnowsNoStreamingListsLeadsToPages() throws Exception {
        api.on(
                SERVICES,
                new FakeApi.Live().send(added("a", 1), bookmark(5)),
                FakeApi.text(page("", 7, service("a", 1), service("b", 1))),
                new FakeApi.Live());
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("+b )");
    }

    @Test
    void kindTheServerDoesNotHaveIsEmptyUntilItHasIt() throws Exception {
        String imports = "/apis/multicluster.x-k8s.io/v1alpha1/serviceimports";
        String object =
                "{\"metadata\":{\"name\":\"x\",\"namespace\":\"default\",\"resourceVersion\":\"3\"},\"spec\":{}}";
        api.on(
                imports,
                FakeApi.status(404, "no such kind"),
                FakeApi.status(404, "no such kind"),
                new FakeApi.Live().send(event("ADDED", object), initialEnd(4)));
        start(BRISK, Kind.SERVICE_IMPORT);
        sink.awaitLog("( ) ( +x )");
        assertThat(watch.status().get(Kind.SERVICE_IMPORT).connected()).isTrue();
    }

    @Test
    void malformedObjectIsCountedAndTheOthersAreServed() throws Exception {
        String odd = "{\"metadata\":{\"name\":[\"odd\"],\"namespace\":\"default\"},\"spec\":{\"ports\":\"none\"}}";
        api.on(SERVICES, new FakeApi.Live().send(added("a", 1), event("ADDED", odd), added("b", 2), initialEnd(9)));
        start(BRISK, Kind.SERVICE);
        sink.awaitLog("( +a +b )");
        assertThat(watch.status().get(Kind.SERVICE).malformed()).isEqualTo(1);
    }
}
