package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.kinglet.server.transport.Http2Frames.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients of HTTP/2 may do that no library lets them. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class Http2ConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int WINDOW = 0xffff;

    private final HttpsServer server = new HttpsServer();

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private Http2Frames connect(Listeners listeners, int window) throws Exception {
        return server.opened(new Http2Frames(listeners.port(), window));
    }

    private Listeners listen(HttpsLimits https, Duration idle, Duration read, Duration write) throws Exception {
        return server.listen(false, true, https, new TransportLimits(1, 64, 128, idle, read, write));
    }

    private Listeners listen() throws Exception {
        return listen(HttpsLimits.STANDARD, LONG, LONG, LONG);
    }

    @Test
    void whatTheClientHasNoWindowForWaitsAndOthersDoNot() throws Exception {
        Http2Frames client = connect(listen(), 100);
        client.post(1, Messages.query(1, "big.test.", 1));
        assertThat(client.read(Http2Frames.DATA).payload()).hasSize(100);
        client.post(3, Messages.query(3, "a.test.", 1));
        Frame small = client.read(Http2Frames.DATA);
        assertThat(small.stream()).isEqualTo(3);
        assertThat(small.ends()).isTrue();
        client.write(Http2Frames.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 3, (byte) 0xe8});
        assertThat(client.read(Http2Frames.DATA).payload()).hasSize(1000);
    }

    @Test
    void whoNeverOpensItsWindowIsClosed() throws Exception {
        Http2Frames client = connect(listen(HttpsLimits.STANDARD, LONG, LONG, SHORT), 0);
        client.post(1, Messages.query(1, "a.test.", 1));
        assertThat(client.closed()).isTrue();
    }

    @Test
    void whoLeavesOneReplyUnreadIsClosedWhateverElseItReads() throws Exception {
        Http2Frames client = connect(listen(HttpsLimits.STANDARD, LONG, LONG, SHORT), 0);
        byte[] query = Messages.query(1, "a.test.", 1);
        client.post(1, query);
        byte[] room = {0, 0, 16, 0};
        int read = 0;
        try {
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (int stream = 3; System.nanoTime() - until < 0; stream += 2) {
                client.post(stream, query);
                client.write(Http2Frames.WINDOW_UPDATE, 0, stream, room);
                client.write(Http2Frames.WINDOW_UPDATE, 0, 0, room);
                client.read(Http2Frames.DATA);
                read++;
            }
        } catch (IOException e) {
            assertThat(read).isPositive();
            return;
        }
        fail("it was let be");
    }

    @Test
    void repliesThatAreNotReadAreBoundedByMemory() throws Exception {
        Http2Frames client = connect(listen(), 0);
        // Some 64 KiB each: more than all connections of a loop may hold, and less than the streams of one.
        assertThat(postAll(client, 200, Messages.query(1, "big.test.", 1))).isFalse();
        assertThat(client.closed()).isTrue();
    }

    private static boolean postAll(Http2Frames client, int count, byte[] body) {
        try {
            for (int i = 0; i < count; i++) {
                client.post(2 * i + 1, body);
            }
            for (Frame frame = client.read(); frame.type() != Http2Frames.GOAWAY; frame = client.read()) {
                assertThat(frame.type()).isNotEqualTo(Http2Frames.RST_STREAM);
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aRequestThatIsNeverWholeEndsTheConnection() throws Exception {
        Http2Frames client = connect(listen(HttpsLimits.STANDARD, LONG, SHORT, LONG), WINDOW);
        client.post(1, Messages.query(1, "a.test.", 1));
        assertThat(client.read(Http2Frames.DATA).ends()).isTrue();
        client.post(3);
        client.write(Http2Frames.DATA, 0, 3, new byte[] {1});
        assertThat(client.closed()).isTrue();
    }

    @Test
    void whoDoesNothingIsClosedHoweverItPings() throws Exception {
        Http2Frames client = connect(listen(HttpsLimits.STANDARD, SHORT, LONG, LONG), WINDOW);
        client.post(1, Messages.query(1, "a.test.", 1));
        CompletableFuture<Void> pings = CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    client.write(6, 0, 0, new byte[8]);
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // What is waited for.
            }
        });
        pings.get();
    }

    @Test
    void aBodyInPiecesIsPutTogetherAndOneTooLargeIsRefused() throws Exception {
        Http2Frames client = connect(listen(), WINDOW);
        byte[] query = Messages.query(1, "a.test.", 1);
        client.post(1);
        for (int i = 0; i < query.length; i++) {
            client.write(
                    Http2Frames.DATA, i == query.length - 1 ? Http2Frames.END_STREAM : 0, 1, new byte[] {query[i]});
        }
        assertThat(Messages.lastAddress(client.read(Http2Frames.DATA).payload()))
                .isEqualTo("10.0.0.1");
        client.post(3);
        for (int i = 0; i < 8; i++) {
            client.write(Http2Frames.DATA, 0, 3, new byte[10_000]);
        }
        Frame refused = client.read(Http2Frames.HEADERS);
        assertThat(refused.ends()).isTrue();
        assertThat(client.read(Http2Frames.RST_STREAM).payload()).containsExactly(0, 0, 0, 0);
        assertThat(server.statuses()).containsExactly(200, 413);
        client.post(5, query);
        assertThat(client.read(Http2Frames.DATA).stream()).isEqualTo(5);
    }

    @Test
    void moreStreamsThanAllowedAreRefusedAlone() throws Exception {
        Http2Frames client = connect(listen(new HttpsLimits(10, 2), LONG, LONG, LONG), WINDOW);
        byte[] slow = Messages.query(1, "slow.test.", 1);
        client.post(1, slow);
        client.post(3, slow);
        await().until(() -> server.resolver().waiting() == 2);
        // A whole request in one frame: DATA for a stream that never was is an error of the connection.
        client.get(5);
        Frame refused = client.read(Http2Frames.RST_STREAM);
        assertThat(refused.stream()).isEqualTo(5);
        assertThat(refused.payload()).as("REFUSED_STREAM").containsExactly(0, 0, 0, 7);
        server.resolver().answerNextSlow();
        assertThat(client.read(Http2Frames.DATA).stream()).isEqualTo(1);
    }

    @Test
    void aFloodOfCancelledStreamsEndsTheConnection() throws Exception {
        Http2Frames client = connect(listen(), WINDOW);
        byte[] slow = Messages.query(1, "slow.test.", 1);
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            try {
                for (int stream = 1; ; stream += 2) {
                    client.post(stream, slow);
                    client.write(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                }
            } catch (IOException e) {
                // What is waited for.
            }
        });
        assertThat(client.closed()).isTrue();
        flood.get();
        assertThat(server.resolver().waiting()).isLessThan(300);
        while (server.resolver().waiting() > 0) {
            server.resolver().answerNextSlow();
        }
    }

    @Test
    void anAnswerToACancelledStreamGoesNowhere() throws Exception {
        Http2Frames client = connect(listen(), WINDOW);
        client.post(1, Messages.query(1, "slow.test.", 1));
        await().until(() -> server.resolver().waiting() == 1);
        client.write(Http2Frames.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
        client.post(3, Messages.query(3, "a.test.", 1));
        assertThat(client.read(Http2Frames.DATA).stream()).isEqualTo(3);
        server.resolver().answerNextSlow();
        client.post(5, Messages.query(5, "a.test.", 1));
        assertThat(client.read(Http2Frames.DATA).stream()).isEqualTo(5);
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        Http2Frames client = connect(listen(), WINDOW);
        String text = "a".repeat(3000);
        client.write(
                Http2Frames.HEADERS,
                Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
                1,
                Http2Frames.head(
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":path",
                        "/dns-query",
                        "a",
                        text,
                        "b",
                        text,
                        "c",
                        text,
                        "d",
                        text,
                        "e",
                        text.substring(1000),
                        "f",
                        text.substring(1000)));
        assertThat(List.of(Http2Frames.HEADERS, Http2Frames.RST_STREAM, Http2Frames.GOAWAY))
                .contains(client.read(Http2Frames.SETTINGS) == null ? -1 : answerType(client));
        assertThat(server.statuses()).doesNotContain(200);
    }

    private static int answerType(Http2Frames client) throws IOException {
        Frame frame = client.read();
        while (frame.type() == Http2Frames.SETTINGS || frame.type() == Http2Frames.WINDOW_UPDATE) {
            frame = client.read();
        }
        return frame.type();
    }

    @Test
    void anEndTellsTheClientAndWaitsForAnswersUnderWay() throws Exception {
        Listeners listeners = listen();
        Http2Frames client = connect(listeners, WINDOW);
        client.post(1, Messages.query(1, "slow.test.", 1));
        await().until(() -> server.resolver().waiting() == 1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> listeners.close(LONG.toNanos()));
        assertThat(client.read(Http2Frames.GOAWAY).payload()).startsWith(0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(closed).isNotDone();
        server.resolver().answerNextSlow();
        assertThat(client.read(Http2Frames.DATA).stream()).isEqualTo(1);
        assertThat(client.closed()).isTrue();
        closed.get();
    }
}
