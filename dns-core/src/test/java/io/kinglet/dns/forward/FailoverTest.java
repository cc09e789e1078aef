package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What clients notice of upstreams that go silent, in fake time. */
class FailoverTest {

    private static final InetSocketAddress ONE = ScriptedUpstream.address(1);
    private static final InetSocketAddress TWO = ScriptedUpstream.address(2);
    private static final Duration FAST = Duration.ofMillis(3);

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedUpstream upstream = new ScriptedUpstream(ticker);

    private ForwardLayer layer(ForwardConfig config) {
        return new ForwardLayer(config, upstream, ticker, ticker, ForwardObserver.NONE);
    }

    private static ForwardConfig config(
            UpstreamPolicy policy, int maxFails, int maxAttempts, InetSocketAddress... all) {
        ForwardConfig usual = ForwardConfig.of(DomainName.ROOT, List.of(all));
        return new ForwardConfig(
                usual.from(),
                usual.except(),
                usual.upstreams(),
                policy,
                usual.carriage(),
                usual.connections(),
                usual.attemptTimeout(),
                usual.probe(),
                maxFails,
                false,
                0,
                maxAttempts,
                usual.rcodes());
    }

    /** Milliseconds until the answer of each query, in the order they came; -1 for SERVFAIL. */
    private final class Load {
        private final List<Long> took = new ArrayList<>();
        private final Resolver resolver;
        private int asked;
        private Answer last = Answer.Dropped.INSTANCE;

        Load(ForwardLayer layer) {
            resolver = layer.over(Resolver.NOBODY);
        }

        void ask(String name) {
            long began = ticker.getAsLong();
            asked++;
            Answer answer = resolver.resolve(Ask.udp(name, "A"));
            ((Answer.Deferred) answer).stage().thenAccept(settled -> {
                last = settled;
                took.add(settled.rcode() == Rcode.SERVFAIL ? -1 : (ticker.getAsLong() - began) / 1_000_000);
            });
        }

        Load run(int queries, Duration between) {
            for (int i = 0; i < queries; i++) {
                ask("n" + asked + ".example.test.");
                ticker.advance(between);
            }
            return this;
        }

        long percentile(int percent) {
            List<Long> sorted = took.stream().sorted().toList();
            return sorted.get((sorted.size() - 1) * percent / 100);
        }
    }

    private Load warm(ForwardLayer layer) {
        upstream.replies(ONE, FAST, reply -> reply).replies(TWO, FAST, reply -> reply);
        return new Load(layer).run(200, Duration.ofMillis(5));
    }

    @Test
    void oneOfTwoBlackHoledCostsNobodyASecond() {
        Load load = warm(layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE, TWO)));
        upstream.silent(ONE);
        load.took.clear();
        load.run(20_000, Duration.ofNanos(500_000));
        ticker.advanceSeconds(5);
        assertThat(load.took).hasSize(20_000).doesNotContain(-1L);
        assertThat(load.percentile(99)).isLessThanOrEqualTo(203);
        assertThat(load.percentile(100)).isLessThan(250);
    }

    @Test
    void upstreamThatIsBackIsAskedWithinASecond() {
        Load load = warm(layer(config(UpstreamPolicy.ROUND_ROBIN, 2, 0, ONE, TWO)));
        upstream.silent(ONE);
        load.run(1000, Duration.ofMillis(5));
        upstream.replies(ONE, FAST, reply -> reply);
        ticker.advance(Duration.ofMillis(600));
        upstream.asked.clear();
        load.run(2, FAST);
        assertThat(upstream.questions())
                .extracting(ScriptedUpstream.Asked::upstream)
                .containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void allDeadIsServfailWithinASecondAndAHalf() {
        Load load = warm(layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE, TWO)));
        upstream.silent(ONE).silent(TWO);
        load.took.clear();
        load.ask("dead.example.test.");
        ticker.advance(Duration.ofMillis(1500));
        assertThat(load.took).containsExactly(-1L);
        assertThat(((Answer.Failure) load.last).extendedError()).isEqualTo(ExtendedError.NO_REACHABLE_AUTHORITY);
        ticker.advanceSeconds(3);
        load.ask("still.example.test.");
        ticker.advance(Duration.ofMillis(700));
        assertThat(load.took).as("known to be down").containsExactly(-1L, -1L);
    }

    @Test
    void closedPortsAreANetworkError() {
        upstream.refusesConnections(ONE);
        Load load = new Load(layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE)));
        load.ask("n.example.test.");
        assertThat(((Answer.Failure) load.last).extendedError()).isEqualTo(ExtendedError.NETWORK_ERROR);
        assertThat(((Answer.Failure) load.last).text()).isEqualTo("upstream 192.0.2.1:53: connection refused");
    }

    @Test
    void slowUpstreamThatIsAliveKeepsItsTime() {
        upstream.slow(ONE, Duration.ofMillis(1950), "n.example.test. 9 A 192.0.2.9");
        Load load = new Load(layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE)));
        load.ask("n.example.test.");
        ticker.advanceSeconds(4);
        assertThat(load.took).containsExactly(1950L);
    }

    @Test
    void slowUpstreamsAreNotAskedEverythingTwice() {
        upstream.slow(ONE, Duration.ofMillis(300)).slow(TWO, Duration.ofMillis(300));
        Load load = new Load(layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE, TWO)));
        load.run(10_000, Duration.ofMillis(1));
        ticker.advanceSeconds(5);
        assertThat(load.took).hasSize(10_000).doesNotContain(-1L);
        assertThat(upstream.questions()).hasSizeBetween(10_000, 12_000);
    }

    @Test
    void fiveHundredWaitersOutliveTheUpstreamOfTheFirst() {
        upstream.silent(ONE).replies(TWO, FAST, reply -> reply);
        Load load = new Load(layer(config(UpstreamPolicy.SEQUENTIAL, 2, 0, ONE, TWO)));
        for (int i = 0; i < 500; i++) {
            load.ask("same.example.test.");
        }
        ticker.advanceSeconds(5);
        assertThat(load.took).hasSize(500).doesNotContain(-1L);
        assertThat(upstream.questions()).hasSize(2);
    }

    @Test
    void waitersOfAFlightWithOneAttemptShareAnotherOne() {
        upstream.silent(ONE).replies(TWO, FAST, reply -> reply);
        Load load = new Load(layer(config(UpstreamPolicy.SEQUENTIAL, 2, 1, ONE, TWO)));
        for (int i = 0; i < 500; i++) {
            load.ask("same.example.test.");
        }
        ticker.advanceSeconds(5);
        assertThat(load.took).hasSize(500);
        assertThat(load.took.stream().filter(it -> it == -1))
                .as("the first, which may ask one")
                .hasSize(1);
        assertThat(upstream.questions()).hasSize(2);
    }

    @Test
    void withoutHealthChecksASilentUpstreamIsAskedAgainAfterAWhile() {
        Load load = warm(layer(config(UpstreamPolicy.SEQUENTIAL, 0, 0, ONE, TWO)));
        upstream.silent(ONE);
        upstream.asked.clear();
        load.took.clear();
        load.run(2000, Duration.ofMillis(2));
        ticker.advanceSeconds(5);
        assertThat(load.percentile(100)).isLessThan(200);
        assertThat(upstream.healthChecks()).isEmpty();
        assertThat(upstream.questions().stream().filter(it -> it.upstream().equals(ONE)))
                .hasSizeBetween(3, 400);
    }

    @Test
    void lackOfRoomIsNotTheUpstreamsFault() {
        upstream.busy(ONE);
        ForwardLayer layer = layer(config(UpstreamPolicy.RANDOM, 2, 0, ONE));
        Load load = new Load(layer);
        load.ask("n.example.test.");
        assertThat(((Answer.Failure) load.last).text()).contains("too many questions are under way");
        assertThat(upstream.asked).hasSize(1);
    }

    @Test
    void attemptsWithoutAnEndDoNotSpin() {
        upstream.refusesConnections(ONE);
        Load load = new Load(layer(config(UpstreamPolicy.RANDOM, 2, Integer.MAX_VALUE, ONE)));
        load.ask("n.example.test.");
        ticker.advanceSeconds(5);
        assertThat(load.took).containsExactly(-1L);
        assertThat(upstream.questions()).hasSizeLessThan(10);
    }

    @Test
    void lettersAreMixedWhereAskedFor() {
        ForwardConfig usual = config(UpstreamPolicy.RANDOM, 2, 0, ONE);
        ForwardConfig mixing = new ForwardConfig(
                usual.from(),
                usual.except(),
                usual.upstreams(),
                usual.policy(),
                new ForwardConfig.Carriage(false, false, true),
                usual.connections(),
                usual.attemptTimeout(),
                usual.probe(),
                2,
                false,
                0,
                0,
                new ForwardConfig.Rcodes(Set.of(), Set.of(), false));
        upstream.replies(ONE, FAST, reply -> reply);
        Load load = new Load(layer(mixing));
        String name = "abcdefghijklmnopqrstuvwxyz-0123456789.abcdefghijklmnopqrstuvwxyz.test.";
        load.ask(name);
        String sent = upstream.asked.get(0).query().qname().toString();
        assertThat(sent).isEqualToIgnoringCase(name).isNotEqualTo(name).isNotEqualTo(name.toUpperCase());
        ticker.advanceSeconds(1);
        assertThat(load.took).containsExactly(3L);
    }
}
