package io.kinglet.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.cache.CacheConfig.Serving;
import io.kinglet.dns.cache.CacheConfig.Stale;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served after it has expired (RFC 8767). */
class CacheStaleTest {

    private static final String WWW = "www.example.test. 300 A 192.0.2.53";
    private static final CacheConfig PLAIN = CacheConfig.of(List.of(DomainName.ROOT));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ZERO = Duration.ZERO;

    private final FakeTicker ticker = new FakeTicker();
    private final List<CompletableFuture<Answer>> open = new ArrayList<>();
    private Function<Query, Answer> says = CacheStaleTest::data;
    private boolean silent;
    private int asked;

    private static Answer data(Query query) {
        return Reply.to(query).answer(WWW).answer();
    }

    private static Answer denial(Query query) {
        return Reply.to(query).rcode(Rcode.NXDOMAIN).authority(Reply.SOA).answer();
    }

    private static Answer outage(Query query) {
        return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, "no reply in time");
    }

    private static Answer refusal(Query query) {
        return Reply.to(query).rcode(Rcode.SERVFAIL).answer();
    }

    private CacheLayer layer(Stale stale) {
        return new CacheLayer(
                new CacheConfig(
                        PLAIN.zones(),
                        PLAIN.success(),
                        PLAIN.denial(),
                        PLAIN.prefetch(),
                        stale,
                        PLAIN.servfail(),
                        false),
                ticker,
                ticker,
                query -> false);
    }

    private Resolver over(CacheLayer layer) {
        return layer.over(query -> {
            asked++;
            if (silent) {
                open.add(new CompletableFuture<>());
                return new Answer.Deferred(open.get(open.size() - 1));
            }
            return new Answer.Deferred(CompletableFuture.completedFuture(says.apply(query.copy())));
        });
    }

    private static Query query() {
        return Ask.edns("www.example.test.", "A", 1232, false);
    }

    private static Answer answer(Resolver resolver) {
        Answer answer = resolver.resolve(query());
        return answer instanceof Answer.Deferred deferred
                ? deferred.stage().toCompletableFuture().getNow(Answer.Dropped.INSTANCE)
                : answer;
    }

    /** Asks after so many seconds. */
    private String ask(Resolver resolver, double seconds) {
        ticker.advanceSeconds(seconds);
        Answer answer = answer(resolver);
        return answer instanceof Answer.Dropped ? "waits" : Dig.text(query(), answer);
    }

    @Test
    void isServedAtOnceAndFetchedBehind() {
        CacheLayer layer = layer(new Stale(HOUR, Serving.AT_ONCE, ZERO, 30, ZERO, false));
        Resolver resolver = over(layer);
        ask(resolver, 0);
        assertThat(ask(resolver, 1000)).contains(" 30 A");
        assertThat(asked).isEqualTo(2);
        assertThat(ask(resolver, 0)).contains(" 300 A");
        assertThat(layer.statistics())
                .returns(1L, CacheStatistics::servedStale)
                .returns(1L, CacheStatistics::prefetches)
                .returns(2L, CacheStatistics::successHits);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "45,45"})
    void showsTheTtlThatIsConfigured(int ttl, int shown) {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.AT_ONCE, ZERO, ttl, ZERO, false)));
        ask(resolver, 0);
        assertThat(ask(resolver, 1000)).contains(" " + shown + " A");
    }

    @Test
    void saysThatItIsStale() {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.AT_ONCE, ZERO, 30, ZERO, false)));
        assertThat(answer(resolver))
                .isInstanceOfSatisfying(
                        Answer.Relayed.class,
                        it -> assertThat(it.extendedError()).isEqualTo(ExtendedError.NONE));
        ticker.advanceSeconds(1000);
        assertThat(answer(resolver))
                .isInstanceOfSatisfying(
                        Answer.Relayed.class,
                        it -> assertThat(it.extendedError()).isEqualTo(ExtendedError.STALE_ANSWER));
        says = CacheStaleTest::denial;
        ticker.advanceSeconds(1000);
        answer(resolver);
        ticker.advanceSeconds(1000);
        assertThat(answer(resolver))
                .isInstanceOfSatisfying(
                        Answer.Relayed.class,
                        it -> assertThat(it.extendedError()).isEqualTo(ExtendedError.STALE_NXDOMAIN));
    }

    @Test
    void oneRefreshIsUnderWayAtATime() {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.AT_ONCE, ZERO, 30, ZERO, false)));
        ask(resolver, 0);
        silent = true;
        ask(resolver, 1000);
        ask(resolver, 1);
        assertThat(asked).isEqualTo(2);
        open.get(0).complete(data(query()));
        assertThat(ask(resolver, 0)).contains(" 300 A");
    }

    @ParameterizedTest
    @CsvSource({"0,5", "60,60"})
    void aRefreshThatFailedIsNotTriedAgainSoSoon(int recheck, int pause) {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.AT_ONCE, ZERO, 30, Duration.ofSeconds(recheck), false)));
        ask(resolver, 0);
        says = CacheStaleTest::outage;
        ask(resolver, 1000);
        assertThat(ask(resolver, pause - 0.5)).contains(" 30 A");
        assertThat(asked).isEqualTo(2);
        ask(resolver, 1);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void verifiedIsServedOnlyWhenTheUpstreamFails() {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.ON_FAILURE, ZERO, 30, ZERO, false)));
        ask(resolver, 0);
        assertThat(ask(resolver, 1000)).contains(" 300 A");
        says = CacheStaleTest::refusal;
        assertThat(ask(resolver, 1000)).contains(" 30 A");
        assertThat(asked).isEqualTo(3);
        assertThat(ask(resolver, 4)).as("no new try so soon").contains(" 30 A");
        assertThat(asked).isEqualTo(3);
        assertThat(ask(resolver, 4000)).as("too old").startsWith("SERVFAIL");
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
    void whatIsNeitherDataNorDenialIsNoBetterThanWhatHasExpired(int rcode) {
        Resolver resolver = over(layer(new Stale(HOUR, Serving.ON_FAILURE, ZERO, 30, ZERO, false)));
        ask(resolver, 0);
        says = query -> Reply.to(query).rcode(rcode).answer();
        assertThat(ask(resolver, 1000)).contains(" 30 A");
    }

    @Test
    void verifyingHasPatienceOnlySoLongAndOneQueryWaits() {
        CacheLayer layer = layer(new Stale(HOUR, Serving.ON_FAILURE, Duration.ofMillis(200), 30, ZERO, false));
        Resolver resolver = over(layer);
        ask(resolver, 0);
        silent = true;
        ticker.advanceSeconds(1000);
        Answer.Deferred waiting = (Answer.Deferred) resolver.resolve(query());
        assertThat(ask(resolver, 0.1)).as("another, meanwhile").contains(" 30 A");
        assertThat(waiting.stage().toCompletableFuture()).isNotDone();
        ticker.advanceSeconds(0.15);
        assertThat(Dig.text(query(), waiting.stage().toCompletableFuture().join()))
                .contains(" 30 A");
        assertThat(layer.statistics().servedStale()).isEqualTo(2);
        open.get(0).complete(data(query()));
        assertThat(ask(resolver, 0)).contains(" 300 A");
        assertThat(asked).isEqualTo(2);
        assertThat(layer.statistics().servedStale()).isEqualTo(2);
    }

    @Test
    void withoutServeStaleItIsServedWhenNoUpstreamAnswers() {
        CacheLayer layer = layer(Stale.ON_OUTAGE);
        Resolver resolver = over(layer);
        ask(resolver, 0);
        assertThat(ask(resolver, 1000)).contains(" 300 A");
        says = CacheStaleTest::outage;
        assertThat(ask(resolver, 1000)).contains(" 30 A");
        assertThat(ask(resolver, 4)).as("at once").contains(" 30 A");
        assertThat(asked).isEqualTo(3);
        assertThat(ask(resolver, 2)).contains(" 30 A");
        assertThat(asked).isEqualTo(4);
        assertThat(layer.statistics().servedStale()).isEqualTo(3);
        assertThat(ask(resolver, 4000)).as("too old").startsWith("SERVFAIL");
    }

    @Test
    void withoutServeStaleAFailureThatTheUpstreamReportsIsNoOutage() {
        Resolver resolver = over(layer(Stale.ON_OUTAGE));
        ask(resolver, 0);
        says = CacheStaleTest::refusal;
        assertThat(ask(resolver, 1000)).startsWith("SERVFAIL");
        assertThat(ask(resolver, 4)).startsWith("SERVFAIL");
        assertThat(asked).as("the failure is kept").isEqualTo(2);
        says = CacheStaleTest::data;
        assertThat(ask(resolver, 1)).contains(" 300 A");
    }

    @Test
    void withoutServeStaleASlowUpstreamIsWaitedForOnlySoLong() {
        Resolver resolver = over(layer(Stale.ON_OUTAGE));
        ask(resolver, 0);
        silent = true;
        ticker.advanceSeconds(1000);
        Answer.Deferred waiting = (Answer.Deferred) resolver.resolve(query());
        ticker.advanceSeconds(1.7);
        assertThat(waiting.stage().toCompletableFuture()).isNotDone();
        ticker.advanceSeconds(0.2);
        assertThat(Dig.text(query(), waiting.stage().toCompletableFuture().join()))
                .contains(" 30 A");
        assertThat(ticker.pending()).isZero();
    }

    @Test
    void staleCanBeTurnedOff() {
        Resolver resolver = over(layer(Stale.OFF));
        ask(resolver, 0);
        says = CacheStaleTest::outage;
        assertThat(ask(resolver, 1000)).startsWith("SERVFAIL");
    }

    @Test
    void positiveIsPreferredToTheDenialThatFollows() {
        for (Serving serving : List.of(Serving.AT_ONCE, Serving.ON_FAILURE)) {
            says = CacheStaleTest::data;
            Resolver resolver = over(layer(new Stale(HOUR, serving, ZERO, 30, ZERO, true)));
            ask(resolver, 0);
            says = CacheStaleTest::denial;
            assertThat(ask(resolver, 400)).contains(" 30 A");
            assertThat(ask(resolver, 1)).contains(" 30 A");
            says = query -> Reply.to(query)
                    .answer("www.example.test. 300 CNAME gone.example.test.")
                    .answer();
            assertThat(ask(resolver, 400)).contains(" 30 A");
            says = query ->
                    Reply.to(query).answer("www.example.test. 300 A 192.0.2.99").answer();
            ask(resolver, 400);
            assertThat(ask(resolver, 1)).contains(" 299 A 192.0.2.99");
            says = CacheStaleTest::denial;
            ask(resolver, 3700);
            assertThat(ask(resolver, 600)).as("too old for it").startsWith("NXDOMAIN");
        }
    }
}
