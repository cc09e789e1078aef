package io.kinglet.dns.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.rr.Rcode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CancelLayerTest {

    private static final Answer ANSWER = new Answer.Failure(Rcode.NXDOMAIN);

    private final FakeTicker ticker = new FakeTicker();
    private final CancelLayer cancel = new CancelLayer(Duration.ofSeconds(2), ticker);
    private final CompletableFuture<Answer> later = new CompletableFuture<>();

    private CompletableFuture<Answer> deferred() {
        Answer answer = cancel.over(it -> new Answer.Deferred(later)).resolve(Ask.udp("a.test.", "A"));
        return ((Answer.Deferred) answer).stage().toCompletableFuture();
    }

    @Test
    void answerAtOncePasses() {
        assertThat(cancel.over(it -> ANSWER).resolve(Ask.udp("a.test.", "A"))).isSameAs(ANSWER);
    }

    @Test
    void answerInTimePasses() {
        CompletableFuture<Answer> first = deferred();
        ticker.advanceSeconds(1);
        later.complete(ANSWER);
        assertThat(first).isCompletedWithValue(ANSWER);
        ticker.advanceSeconds(5);
        assertThat(first).isCompletedWithValue(ANSWER);
    }

    @Test
    void answerThatIsLateIsServfail() {
        CompletableFuture<Answer> first = deferred();
        ticker.advanceSeconds(3);
        assertThat(first.join().rcode()).isEqualTo(Rcode.SERVFAIL);
        later.complete(ANSWER);
        assertThat(first.join().rcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void bugPasses() {
        CompletableFuture<Answer> first = deferred();
        later.completeExceptionally(new IllegalStateException("bug"));
        assertThat(first).isCompletedExceptionally();
    }
}
