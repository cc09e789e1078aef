package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {

    /** A body of numbered chunks of three octets, delivered within the call that asks for them. */
    private static final class Chunks implements AsyncBody {
        private final ResponseStream target;
        private final int last;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int sent;
        private boolean cancelled;

        Chunks(ResponseStream target, int last) {
            this.target = target;
            this.last = last;
        }

        @Override
        public void consume() {
            if (sent == last) {
                done.complete(null);
            } else {
                byte octet = (byte) sent++;
                target.consume(
                        List.of(ByteBuffer.wrap(new byte[] {octet, octet}), ByteBuffer.wrap(new byte[] {octet})), this);
            }
        }

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private int waits;
    private final ResponseStream stream = new ResponseStream(() -> waits++, Duration.ofMillis(50));

    @Test
    void atMostOneChunkIsAskedForAhead() throws IOException {
        Chunks chunks = new Chunks(stream, 100);
        stream.opened(200, 0, false, chunks);
        for (int i = 0; i < 300; i++) {
            assertThat(stream.read()).isEqualTo(i / 3);
            assertThat(chunks.sent).isLessThanOrEqualTo(i / 3 + 2);
        }
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void silenceIsAFailureAndTheReaderIsToldBeforeItWaits() throws IOException {
        stream.opened(200, 0, false, new Chunks(stream, 0));
        assertThat(stream.awaitCode(Duration.ofSeconds(1))).isEqualTo(200);
        assertThat(stream.read()).isEqualTo(-1);
        ResponseStream silent = new ResponseStream(() -> waits++, Duration.ofMillis(20));
        silent.opened(200, 0, false, new Silence());
        assertThatThrownBy(silent::read).isInstanceOf(HttpTimeoutException.class);
        assertThat(waits).isEqualTo(1);
    }

    private static final class Silence implements AsyncBody {
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public void consume() {}

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void cancel() {}
    }

    @Test
    void responseThatNeverComesIsAFailure() {
        assertThatThrownBy(() -> stream.awaitCode(Duration.ofMillis(20))).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void closingBeforeTheResponseCancelsItOnArrival() {
        stream.close();
        Chunks chunks = new Chunks(stream, 3);
        stream.opened(200, 0, false, chunks);
        assertThat(chunks.cancelled).isTrue();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    }

    @Test
    void brokenConnectionIsReportedAfterWhatCameBefore() throws IOException {
        Chunks chunks = new Chunks(stream, 1);
        stream.opened(200, 0, false, chunks);
        assertThat(stream.read()).isZero();
        chunks.done.completeExceptionally(new IOException("reset"));
        assertThat(stream.read()).isZero();
        assertThat(stream.read()).isZero();
        assertThatThrownBy(stream::read).hasMessage("reset");
    }
}
