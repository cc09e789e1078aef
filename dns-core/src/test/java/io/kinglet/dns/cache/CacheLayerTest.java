package io.kinglet.dns.cache;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

class CacheLayerTest {

    private static final String WWW = "www.example.test. 300 A 192.0.2.53";
    private static final CacheConfig PLAIN = CacheConfig.of(List.of(DomainName.ROOT));

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> upstream = new ArrayList<>();
    private Function<Query, Answer> says = query -> Reply.to(query).answer(WWW).answer();
    private boolean claimed;

    private CacheLayer layer(CacheConfig config) {
        return new CacheLayer(config, ticker, ticker, query -> claimed);
    }

    private Resolver over(CacheLayer layer) {
        return layer.over(query -> {
            upstream.add(query.toString());
            return new Answer.Deferred(CompletableFuture.completedFuture(says.apply(query.copy())));
        });
    }

    private static String ask(Resolver resolver, Query query) {
        Answer answer = resolver.resolve(query);
        if (answer instanceof Answer.Deferred deferred) {
            answer = deferred.stage().toCompletableFuture().join();
        }
        return Dig.text(query, answer);
    }

    @Test
    void hitShowsTheTimeThatIsLeftOfEachRecord() {
        says = query -> Reply.to(query)
                .answer("www.example.test. 300 CNAME web.example.test.", "web.example.test. 60 A 192.0.2.53")
                .answer();
        CacheLayer layer = layer(PLAIN);
        Resolver resolver = over(layer);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 300 CNAME", " 60 A");
        ticker.advanceSeconds(10.7);
        assertThat(ask(resolver, Ask.udp("WWW.example.test.", "A")))
                .isEqualTo("NOERROR qr rd ra\nWWW.example.test. 290 CNAME web.example.test.\n"
                        + "web.example.test. 50 A 192.0.2.53");
        assertThat(upstream).hasSize(1);
        ticker.advanceSeconds(50);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
        assertThat(layer.statistics()).returns(1L, CacheStatistics::successHits).returns(2L, CacheStatistics::misses);
        assertThat(layer.statistics())
                .returns(3L, CacheStatistics::requests)
                .returns(1L, CacheStatistics::successEntries);
    }

    @Test
    void whoeverOnlyLooksFetchesAndCountsNothing() {
        CacheLayer layer = layer(PLAIN);
        Query query = Ask.udp("www.example.test.", "A");
        assertThat(layer.kept(query)).isNull();
        ask(over(layer), query);
        CacheStatistics before = layer.statistics();
        ticker.advanceSeconds(10);
        Answer kept = layer.kept(query);
        assertThat(kept).isNotNull();
        assertThat(Dig.text(query, kept)).contains("290 A 192.0.2.53");
        claimed = true;
        assertThat(layer.kept(query)).isNull();
        claimed = false;
        ticker.advanceSeconds(300);
        assertThat(layer.kept(query)).isNull();
        assertThat(layer.statistics()).isEqualTo(before);
        assertThat(upstream).hasSize(1);
    }

    @Test
    void answersToOtherOptionsThatUpstreamsGotAreOtherAnswers() {
        Resolver resolver = over(layer(PLAIN));
        for (int value : new int[] {1, 2, 1, 0}) {
            Query query = Ask.udp("www.example.test.", "A");
            query.sentOptions(value == 0 ? new byte[0] : new byte[] {(byte) 0xff, 1, 0, 1, (byte) value});
            ask(resolver, query);
        }
        assertThat(upstream).hasSize(3);
    }

    @Test
    void keepTtlShowsTheTtlsAsTheyCame() {
        CacheConfig config = new CacheConfig(
                PLAIN.zones(),
                PLAIN.success(),
                PLAIN.denial(),
                PLAIN.prefetch(),
                PLAIN.stale(),
                PLAIN.servfail(),
                true);
        Resolver resolver = over(layer(config));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(100);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains("300 A");
        assertThat(upstream).hasSize(1);
    }

    @Test
    void ttlsAreCappedOnTheFirstAnswerToo() {
        Resolver resolver = over(layer(PLAIN.withMaxTtl(Duration.ofSeconds(30))));
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 30 A");
        ticker.advanceSeconds(29);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 1 A");
        ticker.advanceSeconds(1);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
    }

    @Test
    void zeroTtlIsKeptForTheMinimumButShownAsZero() {
        says = query ->
                Reply.to(query).answer("www.example.test. 0 A 192.0.2.1").answer();
        Resolver resolver = over(layer(PLAIN));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(4);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 0 A");
        ticker.advanceSeconds(1);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0,300", "3,300"})
    void denialIsKeptForTheSoaMinimum(int rcode, int seconds) {
        says = query -> Reply.to(query).rcode(rcode).authority(Reply.SOA).answer();
        CacheLayer layer = layer(PLAIN);
        Resolver resolver = over(layer);
        assertThat(ask(resolver, Ask.udp("no.example.test.", "A"))).contains("auth example.test. 300 SOA");
        ticker.advanceSeconds(seconds - 1);
        assertThat(ask(resolver, Ask.udp("no.example.test.", "A"))).contains("auth example.test. 1 SOA");
        ticker.advanceSeconds(1);
        ask(resolver, Ask.udp("no.example.test.", "A"));
        assertThat(upstream).hasSize(2);
        assertThat(layer.statistics().denialHits()).isEqualTo(1);
    }

    @Test
    void denialBehindAnAliasIsKeptForTheAliasOnly() {
        says = query -> Reply.to(query)
                .rcode(Rcode.NXDOMAIN)
                .answer("www.example.test. 20 CNAME web.example.test.")
                .authority(Reply.SOA)
                .answer();
        Resolver resolver = over(layer(PLAIN));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(19);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains("NXDOMAIN", " 1 CNAME");
        ticker.advanceSeconds(1);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
    }

    @Test
    void keyIsNameTypeDnssecOkAndCheckingDisabled() {
        Resolver resolver = over(layer(PLAIN));
        Message checking = Ask.message("www.example.test.", "A");
        checking.getHeader().setFlag(Flags.CD);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ask(resolver, Ask.udp("www.example.test.", "AAAA"));
        ask(resolver, Ask.udp("ww.example.test.", "A"));
        ask(resolver, Ask.edns("www.example.test.", "A", 1232, true));
        ask(resolver, Ask.read(checking, Transport.UDP));
        assertThat(upstream).hasSize(5);
        ask(resolver, Ask.edns("www.example.test.", "A", 1232, false));
        ask(resolver, Ask.tcp("www.example.test.", "A"));
        assertThat(upstream).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"truncated", "nxdomain without SOA", "nodata without SOA", "bare CNAME", "refused", "chaos"})
    void isNotKept(String what) {
        says = query -> {
            Reply reply = Reply.to(query);
            return switch (what) {
                case "truncated" -> reply.answer(WWW).flag(Flags.TC).answer();
                case "nxdomain without SOA" -> reply.rcode(Rcode.NXDOMAIN).answer();
                case "nodata without SOA" -> reply.answer();
                case "bare CNAME" ->
                    reply.answer("www.example.test. 300 CNAME web.example.test.")
                            .answer();
                case "refused" -> reply.rcode(Rcode.REFUSED).answer();
                default ->
                    reply.answer(WWW)
                            .add(Section.ANSWER, new org.xbill.DNS.TXTRecord(org.xbill.DNS.Name.root, 3, 5, "x"))
                            .answer();
            };
        };
        CacheLayer layer = layer(PLAIN);
        Resolver resolver = over(layer);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
        assertThat(layer.statistics().successEntries() + layer.statistics().denialEntries())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANY", "AXFR", "IXFR", "TSIG", "TKEY"})
    void metaTypesPassByTheCache(String type) {
        CacheLayer layer = layer(PLAIN);
        ask(over(layer), Ask.tcp("www.example.test.", type));
        assertThat(layer.statistics().requests()).isZero();
    }

    @Test
    void queriesWithClientSubnetPassByTheCache() throws Exception {
        CacheLayer layer = layer(PLAIN);
        Message message = Ask.message("www.example.test.", "A");
        message.addRecord(
                new OPTRecord(1232, 0, 0, 0, new ClientSubnetOption(24, java.net.InetAddress.getByName("192.0.2.0"))),
                Section.ADDITIONAL);
        ask(over(layer), Ask.read(message, Transport.UDP));
        assertThat(layer.statistics().requests()).isZero();
    }

    @Test
    void whatOtherLayersAnswerPassesUntouched() {
        Answer own = new Answer.Positive(List.of(), List.of());
        List<Query> asked = new ArrayList<>();
        CacheLayer layer = layer(PLAIN);
        Resolver resolver = layer.over(query -> {
            asked.add(query);
            return own;
        });
        assertThat(resolver.resolve(Ask.udp("svc1.testns.svc.cluster.local.", "A")))
                .isSameAs(own);
        assertThat(resolver.resolve(Ask.udp("svc1.testns.svc.cluster.local.", "A")))
                .isSameAs(own);
        assertThat(asked).hasSize(2);
        assertThat(layer.statistics().successEntries()).isZero();
    }

    @Test
    void nameThatALayerBelowNowClaimsIsNotAnsweredFromMemory() {
        Resolver resolver = over(layer(PLAIN));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        claimed = true;
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
    }

    @Test
    void disabledZonesAndOtherZonesAreNotKept() {
        DomainName test = DomainName.parse("test.");
        CacheConfig config = new CacheConfig(
                List.of(test),
                new CacheConfig.Shelving(10, Duration.ofHours(1), Duration.ZERO, List.of(DomainName.parse("no.test."))),
                PLAIN.denial(),
                PLAIN.prefetch(),
                PLAIN.stale(),
                PLAIN.servfail(),
                false);
        says = query ->
                Reply.to(query).answer(query.qname() + " 300 A 192.0.2.1").answer();
        Resolver resolver = over(layer(config));
        for (String name : List.of("a.no.test.", "a.org.", "a.test.")) {
            ask(resolver, Ask.udp(name, "A"));
            ask(resolver, Ask.udp(name, "A"));
        }
        assertThat(upstream).containsExactly("a.no.test. A", "a.no.test. A", "a.org. A", "a.org. A", "a.test. A");
    }

    @Test
    void failureOfAnUpstreamIsKeptForAFewSeconds() {
        says = query -> new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, "no reply in time");
        Resolver resolver = over(layer(PLAIN));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        ticker.advanceSeconds(4.9);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).startsWith("SERVFAIL");
        assertThat(upstream).hasSize(1);
        ticker.advanceSeconds(0.1);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(upstream).hasSize(2);
    }

    @Test
    void fullShelfLetsGoOfEntriesAndCountsThem() {
        CacheConfig config = new CacheConfig(
                PLAIN.zones(),
                new CacheConfig.Shelving(10, Duration.ofHours(1), Duration.ZERO, List.of()),
                PLAIN.denial(),
                PLAIN.prefetch(),
                PLAIN.stale(),
                PLAIN.servfail(),
                false);
        says = query ->
                Reply.to(query).answer(query.qname() + " 300 A 192.0.2.1").answer();
        CacheLayer layer = layer(config);
        Resolver resolver = over(layer);
        for (int i = 0; i < 100; i++) {
            ask(resolver, Ask.udp("n" + i + ".test.", "A"));
        }
        assertThat(layer.statistics().successEntries()).isEqualTo(10);
        assertThat(layer.statistics().successEvictions()).isEqualTo(90);
    }

    @Test
    void popularEntryIsFetchedBeforeItExpires() {
        CacheConfig.Prefetch prefetch = new CacheConfig.Prefetch(3, Duration.ofMinutes(1), 10);
        CacheConfig config = new CacheConfig(
                PLAIN.zones(), PLAIN.success(), PLAIN.denial(), prefetch, PLAIN.stale(), PLAIN.servfail(), false);
        CacheLayer layer = layer(config);
        Resolver resolver = over(layer);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        for (int i = 0; i < 6; i++) {
            ticker.advanceSeconds(44);
            ask(resolver, Ask.udp("www.example.test.", "A"));
        }
        assertThat(upstream).hasSize(1);
        ticker.advanceSeconds(8);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 28 A");
        assertThat(upstream).hasSize(2);
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).contains(" 300 A");
        assertThat(layer.statistics().prefetches()).isEqualTo(1);
    }

    @Test
    void denialReplacesDataAndDataReplacesDenial() {
        Resolver resolver = over(layer(PLAIN));
        ask(resolver, Ask.udp("www.example.test.", "A"));
        says = query ->
                Reply.to(query).rcode(Rcode.NXDOMAIN).authority(Reply.SOA).answer();
        ticker.advanceSeconds(400);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).startsWith("NXDOMAIN");
        says = query -> Reply.to(query).answer(WWW).answer();
        ticker.advanceSeconds(400);
        ask(resolver, Ask.udp("www.example.test.", "A"));
        assertThat(ask(resolver, Ask.udp("www.example.test.", "A"))).startsWith("NOERROR");
    }
}
