package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

class ForwardLayerTest {

    private static final InetSocketAddress ONE = ScriptedUpstream.address(1);
    private static final InetSocketAddress TWO = ScriptedUpstream.address(2);
    private static final String WWW = "www.example.test. 300 A 192.0.2.53";

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedUpstream upstream = new ScriptedUpstream(ticker);
    private final List<String> observed = new ArrayList<>();

    private static ForwardConfig config(InetSocketAddress... upstreams) {
        ForwardConfig all = ForwardConfig.of(DomainName.ROOT, Arrays.asList(upstreams));
        return with(all, UpstreamPolicy.SEQUENTIAL, all.carriage(), all.rcodes(), 0);
    }

    private static ForwardConfig with(
            ForwardConfig old,
            UpstreamPolicy policy,
            ForwardConfig.Carriage carriage,
            ForwardConfig.Rcodes rcodes,
            int maxConcurrent) {
        return new ForwardConfig(
                old.from(),
                old.except(),
                old.upstreams(),
                policy,
                carriage,
                old.connections(),
                old.attemptTimeout(),
                old.probe(),
                old.maxFails(),
                old.failFast(),
                maxConcurrent,
                old.maxAttempts(),
                rcodes);
    }

    private ForwardLayer layer(ForwardConfig config) {
        ForwardObserver observer = new ForwardObserver() {
            @Override
            public void exchanged(InetSocketAddress address, int rcode, long nanos) {
                observed.add(address.getPort() + " " + Rcode.name(rcode) + " " + nanos / 1_000_000);
            }
        };
        return new ForwardLayer(config, upstream, ticker, ticker, observer);
    }

    /** What a query got, once time has passed. */
    private final class Asking {
        private final Query query;
        private Answer answer;
        private final long began = ticker.getAsLong();
        private long took = -1;

        Asking(Resolver resolver, Query query) {
            this.query = query;
            Answer first = resolver.resolve(query);
            if (first instanceof Answer.Deferred deferred) {
                deferred.stage().thenAccept(this::settle);
            } else {
                settle(first);
            }
        }

        private void settle(Answer settled) {
            answer = settled;
            took = (ticker.getAsLong() - began) / 1_000_000;
        }

        String text() {
            assertThat(answer).as("an answer has come").isNotNull();
            return Dig.text(query, answer);
        }
    }

    private Asking ask(Resolver resolver, Query query) {
        return new Asking(resolver, query);
    }

    @Test
    void replyIsPassedOnWithRecursionAvailable() {
        upstream.replies(ONE, WWW);
        Asking asking = ask(layer(config(ONE)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(asking.text()).isEqualTo("NOERROR qr rd ra\nwww.example.test. 300 A 192.0.2.53");
        assertThat(observed).containsExactly("53 NOERROR 1");
    }

    @Test
    void upstreamSeesTheQuestionAsAskedAndAnOptOfOurs() throws Exception {
        upstream.replies(ONE, WWW);
        ask(layer(config(ONE)).over(Resolver.NOBODY), Ask.edns("wWw.Example.test.", "A", 4096, true));
        Query sent = upstream.asked.get(0).query();
        Message message = new Message(sent.octets());
        assertThat(message.getQuestion().getName()).hasToString("wWw.Example.test.");
        assertThat(message.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(message.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(message.getOPT().getFlags()).isEqualTo(0x8000);
        assertThat(message.getOPT().getOptions()).isEmpty();
    }

    @Test
    void optionsOfOurOwnAreSentAndKeepExchangesApart() {
        upstream.replies(ONE, WWW);
        Resolver resolver = layer(config(ONE)).over(Resolver.NOBODY);
        for (int value = 1; value <= 2; value++) {
            Query query = Ask.udp("www.example.test.", "A");
            query.sentOptions(new byte[] {(byte) 0xff, (byte) 0xee, 0, 1, (byte) value});
            ask(resolver, query);
        }
        ticker.advanceSeconds(1);
        assertThat(upstream.asked)
                .extracting(it -> it.query().octets()[it.query().length() - 1])
                .containsExactly((byte) 1, (byte) 2);
        assertThat(upstream.asked)
                .allMatch(it -> it.query().edns().hasOption(it.query().octets(), 0xffee));
    }

    @Test
    void queriesElsewhereGoToTheNextLayer() {
        upstream.replies(ONE, WWW);
        ForwardConfig test = ForwardConfig.of(DomainName.parse("Test."), List.of(ONE));
        ForwardConfig but = new ForwardConfig(
                test.from(),
                List.of(DomainName.parse("not.test.")),
                test.upstreams(),
                test.policy(),
                test.carriage(),
                test.connections(),
                test.attemptTimeout(),
                test.probe(),
                test.maxFails(),
                false,
                0,
                0,
                test.rcodes());
        Resolver resolver = layer(but).over(Resolver.REFUSED);
        assertThat(ask(resolver, Ask.udp("www.example.org.", "A")).text()).startsWith("REFUSED");
        assertThat(ask(resolver, Ask.udp("www.NOT.test.", "A")).text()).startsWith("REFUSED");
        assertThat(ask(resolver, Ask.udp("knot.test.", "A")).answer).isNull();
        assertThat(upstream.asked).hasSize(1);
    }

    @Test
    void transportFollowsTheStubResolver() {
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.flag(Flags.TC));
        Resolver resolver = layer(config(ONE)).over(Resolver.NOBODY);
        Asking udp = ask(resolver, Ask.udp("www.example.test.", "A"));
        ask(resolver, Ask.tcp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(upstream.asked)
                .extracting(ScriptedUpstream.Asked::transport)
                .containsExactly(Transport.UDP, Transport.TCP);
        assertThat(udp.text()).isEqualTo("NOERROR qr tc rd ra");
    }

    @Test
    void preferUdpTurnsToTcpWhenTruncated() {
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.flag(Flags.TC));
        ForwardConfig.Carriage carriage = new ForwardConfig.Carriage(false, true, false);
        ForwardConfig config = with(config(ONE), UpstreamPolicy.RANDOM, carriage, ForwardConfig.Rcodes.FINAL, 0);
        ask(layer(config).over(Resolver.NOBODY), Ask.tcp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(upstream.asked)
                .extracting(ScriptedUpstream.Asked::transport)
                .containsExactly(Transport.UDP, Transport.TCP);
    }

    @Test
    void truncatedReplyThatComesLateDoesNotWinOverTcp() {
        Duration slow = Duration.ofMillis(200);
        upstream.replies(ONE, slow, reply -> reply.flag(Flags.TC)).replies(TWO, slow, reply -> reply.flag(Flags.TC));
        ForwardConfig.Carriage carriage = new ForwardConfig.Carriage(false, true, false);
        ForwardConfig config =
                with(config(ONE, TWO), UpstreamPolicy.SEQUENTIAL, carriage, ForwardConfig.Rcodes.FINAL, 0);
        Asking asking = ask(layer(config).over(Resolver.NOBODY), Ask.tcp("www.example.test.", "A"));
        ticker.advance(Duration.ofMillis(199));
        upstream.replies(ONE, Duration.ofMillis(300), reply -> reply.answer(WWW));
        ticker.advanceSeconds(1);
        assertThat(upstream.questions())
                .extracting(ScriptedUpstream.Asked::transport)
                .containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
        assertThat(asking.text()).contains("192.0.2.53");
    }

    @Test
    void silentUpstreamIsLeftForTheNext() {
        upstream.silent(ONE).replies(TWO, WWW);
        Asking asking = ask(layer(config(ONE, TWO)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(5);
        assertThat(asking.text()).contains("192.0.2.53");
        assertThat(asking.took).isEqualTo(151);
    }

    @Test
    void closedPortIsLeftAtOnce() {
        upstream.refusesConnections(ONE).replies(TWO, WWW);
        Asking asking = ask(layer(config(ONE, TWO)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(5);
        assertThat(asking.took).isEqualTo(1);
    }

    @Test
    void servfailIsSentBeforeTheStubResolverGivesUp() {
        upstream.silent(ONE).silent(TWO);
        Asking one = ask(layer(config(ONE)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        Asking both = ask(layer(config(ONE, TWO)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(5);
        assertThat(one.text()).isEqualTo("SERVFAIL qr rd");
        assertThat(one.took).isEqualTo(1400);
        assertThat(both.took).isEqualTo(1400);
        assertThat(((Answer.Failure) both.answer).extendedError()).isEqualTo(ExtendedError.NO_REACHABLE_AUTHORITY);
        assertThat(((Answer.Failure) both.answer).text()).contains("no reply in time");
    }

    @Test
    void identicalQueriesShareOneExchange() {
        upstream.replies(ONE, Duration.ofMillis(300), reply -> reply.answer(WWW));
        ForwardLayer layer = layer(config(ONE));
        Resolver resolver = layer.over(Resolver.NOBODY);
        List<Asking> askings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            askings.add(ask(resolver, Ask.udp(i % 2 == 0 ? "www.example.test." : "WWW.example.TEST.", "A")));
        }
        assertThat(layer.statistics().waiting()).isEqualTo(300);
        ticker.advanceSeconds(1);
        assertThat(upstream.asked).hasSize(1);
        assertThat(askings.get(0).text()).contains("www.example.test. 300 A");
        assertThat(askings.get(299).text()).contains("WWW.example.TEST. 300 A");
        assertThat(layer.statistics().waiting()).isZero();
        assertThat(layer.statistics().shared()).isEqualTo(299);
    }

    @Test
    void differentQuestionsDoNotShare() {
        upstream.replies(ONE, Duration.ofMillis(300), reply -> reply);
        Resolver resolver = layer(config(ONE)).over(Resolver.NOBODY);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ask(resolver, Ask.udp("www.example.test.", "AAAA"));
        ask(resolver, Ask.tcp("www.example.test.", "A"));
        ask(resolver, Ask.edns("www.example.test.", "A", 1232, false));
        ask(resolver, Ask.edns("www.example.test.", "A", 1232, true));
        assertThat(upstream.asked).hasSize(5);
    }

    @Test
    void lateComerIsNotFailedByAFlightThatBeganBefore() {
        upstream.silent(ONE);
        Resolver resolver = layer(config(ONE)).over(Resolver.NOBODY);
        Asking early = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(3);
        upstream.replies(ONE, WWW);
        Asking late = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(2);
        assertThat(early.text()).startsWith("SERVFAIL");
        assertThat(late.text()).contains("192.0.2.53");
    }

    @Test
    void conditionOfAnUpstreamIsTold() {
        upstream.replies(ONE, Duration.ofMillis(20), reply -> reply.answer(WWW));
        ForwardLayer layer = layer(config(ONE));
        Resolver resolver = layer.over(Resolver.NOBODY);
        assertThat(layer.statistics().upstreams())
                .extracting(it -> it.condition() + " " + it.roundTrip().toMillis() + " " + it.failedChecks())
                .containsExactly("WELL 0 0");
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(layer.statistics().upstreams())
                .extracting(it -> it.endpoint().address() + " " + it.condition() + " "
                        + it.roundTrip().toMillis())
                .containsExactly(ONE + " WELL 20");
        upstream.silent(ONE);
        ask(resolver, Ask.udp("two.example.test.", "A"));
        ticker.advanceSeconds(10);
        assertThat(layer.statistics().upstreams().get(0).condition()).isEqualTo(ForwardStatistics.Condition.DOWN);
        assertThat(layer.statistics().upstreams().get(0).failedChecks()).isPositive();
        layer.close();
    }

    @Test
    void tooManyWaitingQueriesAreRefused() {
        upstream.silent(ONE);
        ForwardConfig config = with(
                config(ONE), UpstreamPolicy.RANDOM, ForwardConfig.Carriage.AS_ASKED, ForwardConfig.Rcodes.FINAL, 2);
        ForwardLayer layer = layer(config);
        Resolver resolver = layer.over(Resolver.NOBODY);
        ask(resolver, Ask.udp("a.example.test.", "A"));
        ask(resolver, Ask.udp("b.example.test.", "A"));
        Asking third = ask(resolver, Ask.udp("c.example.test.", "A"));
        assertThat(third.text()).isEqualTo("REFUSED qr rd");
        assertThat(layer.statistics().rejected()).isEqualTo(1);
        ticker.advanceSeconds(5);
        assertThat(ask(resolver, Ask.udp("c.example.test.", "A")).answer).isNull();
    }

    @Test
    void failoverAsksTheNextUpstreamAndKeepsTheLastRefusal() {
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.rcode(Rcode.REFUSED))
                .replies(TWO, WWW);
        ForwardConfig.Rcodes failover = new ForwardConfig.Rcodes(Set.of(Rcode.REFUSED), Set.of(), false);
        ForwardConfig config =
                with(config(ONE, TWO), UpstreamPolicy.SEQUENTIAL, ForwardConfig.Carriage.AS_ASKED, failover, 0);
        Resolver resolver = layer(config).over(Resolver.NOBODY);
        Asking first = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(first.text()).startsWith("NOERROR");
        upstream.silent(TWO);
        Asking second = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(4);
        assertThat(second.text()).startsWith("REFUSED");
    }

    @Test
    void servfailOfAnUpstreamIsFinalUnlessSaidOtherwise() {
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.rcode(Rcode.SERVFAIL))
                .replies(TWO, WWW);
        Asking asking = ask(layer(config(ONE, TWO)).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(asking.text()).startsWith("SERVFAIL");
    }

    @Test
    void nextLayerIsAskedForTheRcodesNamed() {
        upstream.replies(
                ONE, Duration.ofMillis(1), reply -> reply.rcode(Rcode.NXDOMAIN).authority(Reply.SOA));
        upstream.replies(TWO, WWW);
        ForwardConfig.Rcodes next = new ForwardConfig.Rcodes(Set.of(), Set.of(Rcode.NXDOMAIN), true);
        ForwardConfig first = with(config(ONE), UpstreamPolicy.RANDOM, ForwardConfig.Carriage.AS_ASKED, next, 0);
        Resolver resolver = layer(first).over(layer(config(TWO)).over(Resolver.NOBODY));
        Asking nxdomain = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(nxdomain.text()).contains("192.0.2.53");
        upstream.replies(ONE, Duration.ofMillis(1), reply -> reply.authority(Reply.SOA));
        Asking noData = ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(noData.text()).contains("192.0.2.53");
        Asking alone = ask(layer(first).over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(1);
        assertThat(alone.text()).startsWith("NOERROR").contains("SOA");
    }

    @Test
    void exchangeThatThrowsIsAnsweredServfail() {
        Exchange broken = (query, address, transport, nanos) -> {
            throw new IllegalStateException("closed");
        };
        ForwardLayer layer = new ForwardLayer(config(ONE), broken, ticker, ticker, ForwardObserver.NONE);
        assertThat(ask(layer.over(Resolver.NOBODY), Ask.udp("www.example.test.", "A"))
                        .text())
                .startsWith("SERVFAIL");
        assertThat(layer.statistics().waiting()).isZero();
    }
}
