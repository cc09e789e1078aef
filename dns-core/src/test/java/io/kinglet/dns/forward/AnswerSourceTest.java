package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheConfig.Prefetch;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.querylog.SourceMetadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code forward/upstream}: which upstream answered. */
class AnswerSourceTest {

    private static final InetSocketAddress ONE = ScriptedUpstream.address(1);
    private static final InetSocketAddress TWO = ScriptedUpstream.address(2);
    private static final String WWW = "www.example.test. 300 A 192.0.2.53";

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedUpstream upstream = new ScriptedUpstream(ticker);

    private Resolver forward(Set<Integer> failover, InetSocketAddress... upstreams) {
        ForwardConfig all = ForwardConfig.of(DomainName.ROOT, List.of(upstreams));
        ForwardConfig config = new ForwardConfig(
                all.from(),
                all.except(),
                all.upstreams(),
                UpstreamPolicy.SEQUENTIAL,
                all.carriage(),
                all.connections(),
                all.attemptTimeout(),
                all.probe(),
                all.maxFails(),
                all.failFast(),
                all.maxConcurrent(),
                all.maxAttempts(),
                new ForwardConfig.Rcodes(failover, Set.of(), false));
        return new ForwardLayer(config, upstream, ticker, ticker, ForwardObserver.NONE).over(Resolver.NOBODY);
    }

    private static Query query() {
        Query query = Ask.udp("www.example.test.", "A");
        SourceMetadata.ask(query);
        return query;
    }

    /** What is known of the copy that a transport keeps, at the moment when the answer is given. */
    private String told(Resolver resolver, Query query) {
        List<String> told = new ArrayList<>();
        Answer answer = resolver.resolve(query);
        Query kept = query.copy();
        if (answer instanceof Answer.Deferred deferred) {
            deferred.stage().thenAccept(it -> told.add(SourceMetadata.INSTANCE.value("forward/upstream", kept)));
            ticker.advanceSeconds(6);
        } else {
            told.add(SourceMetadata.INSTANCE.value("forward/upstream", kept));
        }
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    @Test
    void upstreamThatAnsweredIsToldAndNotTheSilentOne() {
        upstream.silent(ONE).replies(TWO, WWW);
        assertThat(told(forward(Set.of(), ONE, TWO), query())).isEqualTo("192.0.2.2:53");
    }

    @Test
    void everyoneWhoSharesAReplyIsTold() {
        upstream.replies(ONE, WWW);
        Resolver resolver = forward(Set.of(), ONE);
        Query first = query();
        resolver.resolve(first);
        assertThat(told(resolver, query())).isEqualTo("192.0.2.1:53");
        assertThat(SourceMetadata.INSTANCE.value("forward/upstream", first)).isEqualTo("192.0.2.1:53");
        assertThat(upstream.questions()).hasSize(1);
    }

    @Test
    void lastOneInTroubleIsToldWhereNoneAnswers() {
        upstream.refusesConnections(ONE);
        assertThat(told(forward(Set.of(), ONE), query())).isEqualTo("192.0.2.1:53");
    }

    @Test
    void refusalThatIsPassedOnIsOfWhoRefused() {
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.rcode(Rcode.REFUSED))
                .refusesConnections(TWO);
        assertThat(told(forward(Set.of(Rcode.REFUSED), ONE, TWO), query())).isEqualTo("192.0.2.1:53");
    }

    @Test
    void answerOfTheCacheIsOfNoUpstreamEvenWhereItIsFetchedAnewBehind() {
        upstream.replies(ONE, WWW);
        CacheConfig usual = CacheConfig.of(List.of(DomainName.ROOT));
        CacheConfig eager = new CacheConfig(
                usual.zones(),
                usual.success(),
                usual.denial(),
                new Prefetch(1, Duration.ofMinutes(1), 99),
                usual.stale(),
                usual.servfail(),
                false);
        CacheLayer cache = new CacheLayer(eager, ticker, ticker, it -> false);
        Resolver resolver = cache.over(forward(Set.of(), ONE));
        assertThat(told(resolver, query())).isEqualTo("192.0.2.1:53");
        for (int i = 0; i < 5; i++) {
            Query again = query();
            assertThat(told(resolver, again)).isEmpty();
            ticker.advanceSeconds(5);
            assertThat(SourceMetadata.INSTANCE.value("forward/upstream", again)).isEmpty();
        }
        assertThat(cache.statistics().prefetches()).isPositive();
    }

    @Test
    void nothingIsNotedWhereNobodyAsked() {
        upstream.replies(ONE, WWW);
        assertThat(told(forward(Set.of(), ONE), Ask.udp("www.example.test.", "A")))
                .isEmpty();
    }
}
