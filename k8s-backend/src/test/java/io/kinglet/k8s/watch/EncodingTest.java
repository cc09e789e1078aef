package io.kinglet.k8s.watch;

import static io.kinglet.k8s.watch.Objects.initialEnd;
import static io.kinglet.k8s.watch.Objects.page;
import static io.kinglet.k8s.watch.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which encoding is asked for, and that each reply is read in the one it has. */
class EncodingTest {

    private static final String SERVICES = "/api/v1/services";

    private final RecordingSink sink = new RecordingSink();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private FakeApi api;
    private ClusterWatch watch;

    @BeforeEach
    void startServer() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        watch.close();
        api.close();
    }

    private void start(Kind kind) {
        watch = new ClusterWatch(WatchConfig.endpoint(api.url(), null), RestObserver.NONE);
        watch.start(ClusterScope.of(kind), sink);
    }

    private FakeApi.Reply noting(FakeApi.Reply reply) {
        return exchange -> {
            accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
            reply.to(exchange);
        };
    }

    @Test
    void streamingListAndWatchAreReadInProtobuf() throws Exception {
        api.on(
                SERVICES,
                noting(FakeApi.protobuf(
                        true,
                        Protobuf.added("a", 1),
                        Protobuf.initialEnd(9),
                        Protobuf.added("b", 10),
                        Protobuf.event("DELETED", "Service", Protobuf.service("a", 11)))));
        start(Kind.SERVICE);
        sink.awaitLog("( +a ) +b -a");
        assertThat(accepted).containsExactly("application/vnd.kubernetes.protobuf, application/json");
    }

    @Test
    void pagesAreReadInProtobufAndTheWatchGoesOnFromTheirVersion() throws Exception {
        api.on(
                SERVICES,
                FakeApi.status(400, "no streaming"),
                FakeApi.protobuf(false, Protobuf.page("next", 7, Protobuf.service("a", 1))),
                FakeApi.protobuf(false, Protobuf.page("", 7, Protobuf.service("b", 2))),
                FakeApi.protobuf(true, Protobuf.added("c", 8)));
        start(Kind.SERVICE);
        sink.awaitLog("( +a +b ) +c");
        assertThat(api.requests().get(2)).contains("continue=next");
        assertThat(api.requests().get(3)).contains("watch=true").contains("resourceVersion=7");
    }

    @Test
    void goneVersionInProtobufIsAnsweredWithANewList() throws Exception {
        byte[] gone = Protobuf.event("ERROR", "Status", Protobuf.status(410, "too old"));
        api.on(
                SERVICES,
                FakeApi.protobuf(false, Protobuf.added("a", 1), Protobuf.initialEnd(9), gone),
                FakeApi.protobuf(true, Protobuf.added("b", 2), Protobuf.initialEnd(12)));
        start(Kind.SERVICE);
        sink.awaitLog("( +a ) ( +b )");
    }

    @Test
    void streamingListRefusedInProtobufFallsBackToPages() throws Exception {
        byte[] refusal = Protobuf.event("ERROR", "Status", Protobuf.status(500, "RequestWatchProgress is disabled"));
        api.on(
                SERVICES,
                FakeApi.protobuf(false, refusal),
                FakeApi.protobuf(false, Protobuf.page("", 7, Protobuf.service("a", 1))),
                FakeApi.protobuf(true));
        start(Kind.SERVICE);
        sink.awaitLog("( +a )");
    }

    @ParameterizedTest
    @ValueSource(ints = {406, 415})
    void serverThatHasNoProtobufIsAskedForJson(int code) throws Exception {
        api.on(
                SERVICES,
                noting(FakeApi.status(code, "only JSON here")),
                noting(new FakeApi.Live().send(Objects.added("a", 1), initialEnd(9))));
        start(Kind.SERVICE);
        sink.awaitLog("( +a )");
        assertThat(accepted)
                .containsExactly("application/vnd.kubernetes.protobuf, application/json", "application/json");
    }

    @Test
    void serverMayAnswerEachRequestInTheEncodingItLikes() throws Exception {
        api.on(
                SERVICES,
                FakeApi.status(400, "no streaming"),
                FakeApi.protobuf(false, Protobuf.page("next", 7, Protobuf.service("a", 1))),
                FakeApi.text(page("", 7, service("b", 2))),
                FakeApi.protobuf(true, Protobuf.added("c", 8)));
        start(Kind.SERVICE);
        sink.awaitLog("( +a +b ) +c");
    }

    @Test
    void customResourcesAreAskedForInJson() throws Exception {
        api.on("/apis/multicluster.x-k8s.io/v1alpha1/serviceimports", noting(new FakeApi.Live().send(initialEnd(9))));
        start(Kind.SERVICE_IMPORT);
        sink.awaitLog("( )");
        assertThat(accepted).containsExactly("application/json");
    }
}
