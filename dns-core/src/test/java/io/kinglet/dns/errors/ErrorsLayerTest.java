package io.kinglet.dns.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ErrorsLayerTest {

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> lines = new ArrayList<>();

    private static Answer failure(String text) {
        return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, text);
    }

    private Resolver over(ErrorsConfig config, Resolver next) {
        return new ErrorsLayer(config, (level, text) -> lines.add(level + " " + text), ticker, ticker).over(next);
    }

    private static Answer ask(Resolver resolver) {
        Answer answer = resolver.resolve(Ask.udp("www.Example.org.", "A"));
        return answer instanceof Answer.Deferred deferred
                ? deferred.stage().toCompletableFuture().join()
                : answer;
    }

    @Test
    void failureWithATextIsLoggedWithItsRcode() {
        Resolver resolver = over(ErrorsConfig.PLAIN, query -> failure("no reply in time"));
        assertThat(ask(resolver)).isEqualTo(failure("no reply in time"));
        assertThat(lines).containsExactly("ERROR plugin/errors: 2 www.example.org. A: no reply in time");
    }

    @Test
    void failureThatComesLaterIsLoggedToo() {
        ask(over(ErrorsConfig.PLAIN, query -> new Answer.Deferred(CompletableFuture.completedFuture(failure("late")))));
        assertThat(lines).containsExactly("ERROR plugin/errors: 2 www.example.org. A: late");
    }

    @Test
    void answersAreNotLogged() {
        ask(over(ErrorsConfig.PLAIN, query -> new Answer.Positive(List.of(), List.of())));
        ask(over(ErrorsConfig.PLAIN, query -> new Answer.Failure(Rcode.REFUSED)));
        assertThat(lines).isEmpty();
    }

    @Test
    void exceptionIsCaughtLoggedAndAnsweredServfail() {
        Answer answer = ask(over(ErrorsConfig.PLAIN, query -> {
            throw new IllegalStateException("a bug");
        }));
        assertThat(answer.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(lines)
                .containsExactly("ERROR plugin/errors: 2 www.example.org. A: java.lang.IllegalStateException: a bug");
    }

    @Test
    void failedStageIsAnsweredServfailWithItsTraceWhereAskedFor() {
        CompletableFuture<Answer> stage = new CompletableFuture<>();
        stage.completeExceptionally(new IllegalStateException("a bug"));
        Answer answer = ask(over(new ErrorsConfig(true, List.of(), 10), query -> new Answer.Deferred(stage)));
        assertThat(answer.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(lines.get(0))
                .contains("2 www.example.org. A: java.lang.IllegalStateException: a bug")
                .contains("\tat ");
    }

    @Test
    void floodIsCutAndCounted() {
        Resolver resolver = over(new ErrorsConfig(false, List.of(), 3), query -> failure("down"));
        for (int i = 0; i < 10; i++) {
            ask(resolver);
        }
        assertThat(lines).hasSize(3);
        ticker.advanceSeconds(1);
        ask(resolver);
        assertThat(lines.get(3)).isEqualTo("ERROR plugin/errors: 7 more errors were not logged, they came too fast");
        assertThat(lines).hasSize(5);
    }

    @Test
    void alikeErrorsAreConsolidated() {
        ErrorsConfig config = new ErrorsConfig(
                false,
                List.of(new ErrorsConfig.Consolidation(
                        Duration.ofSeconds(90), TextPattern.compile("time$"), Level.WARNING, false)),
                100);
        List<String> texts = new ArrayList<>(List.of("no reply in time", "refused", "no reply in time"));
        Resolver resolver = over(config, query -> failure(texts.remove(0)));
        ask(resolver);
        ask(resolver);
        ask(resolver);
        assertThat(lines).containsExactly("ERROR plugin/errors: 2 www.example.org. A: refused");
        ticker.advanceSeconds(90);
        assertThat(lines.get(1)).isEqualTo("WARNING plugin/errors: 2 errors like 'time$' occurred in last 1m30s");
        assertThat(ticker.pending()).isZero();
    }

    @Test
    void firstOfAlikeErrorsIsShownWhereAskedFor() {
        ErrorsConfig config = new ErrorsConfig(
                false,
                List.of(new ErrorsConfig.Consolidation(
                        Duration.ofMillis(500), TextPattern.compile("time"), Level.ERROR, true)),
                100);
        Resolver resolver = over(config, query -> failure("no reply in time"));
        ask(resolver);
        assertThat(lines).containsExactly("ERROR plugin/errors: 2 www.example.org. A: no reply in time");
        ticker.advanceSeconds(1);
        assertThat(lines).hasSize(1);
        ask(resolver);
        ask(resolver);
        ticker.advanceSeconds(1);
        assertThat(lines.get(2)).isEqualTo("ERROR plugin/errors: 2 errors like 'time' occurred in last 500ms");
    }

    @Test
    void whatWasCountedIsToldAtTheEnd() {
        ErrorsConfig config = new ErrorsConfig(
                false,
                List.of(new ErrorsConfig.Consolidation(
                        Duration.ofHours(1), TextPattern.compile("time$"), Level.INFO, false)),
                100);
        ErrorsLayer layer = new ErrorsLayer(config, (level, text) -> lines.add(level + " " + text), ticker, ticker);
        ask(layer.over(query -> failure("no reply in time")));
        layer.close();
        assertThat(lines).containsExactly("INFO plugin/errors: 1 errors like 'time$' occurred in last 1h0m0s");
        ticker.advanceSeconds(3600);
        assertThat(lines).hasSize(1);
    }
}
