package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Header;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private static final InetSocketAddress ONE = ScriptedUpstream.address(1);
    private static final InetSocketAddress TWO = ScriptedUpstream.address(2);
    private static final String WWW = "www.example.test. 300 A 192.0.2.53";

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedUpstream upstream = new ScriptedUpstream(ticker);

    private ForwardLayer layer(boolean failFast, int maxFails, InetSocketAddress... upstreams) {
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
                maxFails,
                failFast,
                0,
                0,
                all.rcodes());
        return new ForwardLayer(config, upstream, ticker, ticker, ForwardObserver.NONE);
    }

    private Answer resolve(ForwardLayer layer, String name) {
        return layer.over(Resolver.NOBODY).resolve(Ask.udp(name, "A"));
    }

    @Test
    void healthyUpstreamIsNeverChecked() {
        upstream.replies(ONE, WWW);
        resolve(layer(false, 2, ONE), "www.example.test.");
        ticker.advanceSeconds(60);
        assertThat(upstream.healthChecks()).isEmpty();
        assertThat(ticker.pending()).isZero();
    }

    @Test
    void failingUpstreamIsCheckedUntilItRepliesWithAnything() {
        upstream.refusesConnections(ONE).replies(TWO, WWW);
        ForwardLayer layer = layer(false, 2, ONE, TWO);
        resolve(layer, "www.example.test.");
        ticker.advanceSeconds(2);
        assertThat(upstream.healthChecks()).hasSize(5);
        ScriptedUpstream.Asked check = upstream.healthChecks().get(0);
        assertThat(check.query().qname()).isEqualTo(DomainName.ROOT);
        assertThat(check.query().flags()).isEqualTo(Header.RD);
        assertThat(layer.statistics().failedChecks()).containsEntry(ONE, 5L).containsEntry(TWO, 0L);
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.rcode(Rcode.REFUSED));
        ticker.advanceSeconds(60);
        assertThat(upstream.healthChecks()).hasSize(6);
    }

    @Test
    void suspectedUpstreamComesLast() {
        upstream.silent(ONE).replies(TWO, WWW);
        ForwardLayer layer = layer(false, 2, ONE, TWO);
        resolve(layer, "www.example.test.");
        ticker.advanceSeconds(1);
        resolve(layer, "other.example.test.");
        assertThat(upstream.questions().get(2).upstream()).isEqualTo(TWO);
    }

    @Test
    void oneIsStillTriedWhenAllAreDown() {
        upstream.refusesConnections(ONE);
        ForwardLayer layer = layer(false, 2, ONE);
        resolve(layer, "www.example.test.");
        ticker.advanceSeconds(3);
        int before = upstream.questions().size();
        resolve(layer, "www.example.test.");
        assertThat(upstream.questions()).hasSizeGreaterThan(before);
        assertThat(layer.statistics().allDown()).isEqualTo(1);
    }

    @Test
    void failFastAnswersServfailWithoutTryingWhenAllAreDown() {
        upstream.refusesConnections(ONE);
        ForwardLayer layer = layer(true, 2, ONE);
        resolve(layer, "www.example.test.");
        ticker.advanceSeconds(3);
        int before = upstream.questions().size();
        Answer answer = resolve(layer, "www.example.test.");
        assertThat(answer.rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(upstream.questions()).hasSize(before);
    }

    @Test
    void withoutMaxFailsNothingIsChecked() {
        upstream.refusesConnections(ONE);
        resolve(layer(false, 0, ONE), "www.example.test.");
        ticker.advanceSeconds(3);
        assertThat(upstream.healthChecks()).isEmpty();
    }

    @Test
    void closedLayerChecksNoMore() {
        upstream.refusesConnections(ONE);
        ForwardLayer layer = layer(false, 2, ONE);
        resolve(layer, "www.example.test.");
        layer.close();
        ticker.advanceSeconds(10);
        assertThat(upstream.healthChecks()).hasSize(1);
        assertThat(ticker.pending()).isZero();
    }
}
