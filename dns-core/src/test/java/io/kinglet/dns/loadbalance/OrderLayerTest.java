package io.kinglet.dns.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderLayerTest {

    private static final List<IpPrefix> PREFERRED = List.of(prefix("192.0.2.128/25"), prefix("198.51.100.0/24"));

    private static IpPrefix prefix(String text) {
        return Objects.requireNonNull(IpPrefix.parse(text));
    }

    private static Layer weighted(String text, List<IpPrefix> preferred) throws WeightFileException {
        return new OrderLayer(preferred, new Published<>(Weights.read(text)));
    }

    private static String ask(Layer layer, String type, int rotation, Function<Query, Answer> next) {
        Query query = Ask.udp("www.example.test.", type);
        query.rotation(rotation);
        Answer answer = layer.over(next::apply).resolve(query);
        if (answer instanceof Answer.Deferred deferred) {
            answer = deferred.stage().toCompletableFuture().join();
        }
        return Dig.text(query, answer);
    }

    private static Answer upstream(Query query) {
        return Reply.to(query)
                .answer(
                        "www.example.test. 300 CNAME web.example.test.",
                        "web.example.test. 60 A 203.0.113.1",
                        "web.example.test. 60 A 198.51.100.1",
                        "web.example.test. 60 A 203.0.113.2",
                        "web.example.test. 60 A 192.0.2.200")
                .answer();
    }

    private static Answer own(int addresses) {
        return new Answer.Positive(new StaticRecords(
                null,
                5,
                IntStream.range(0, addresses)
                        .<Rdata>mapToObj(i -> new Rdata.Address(IpAddress.v4(0xC0000200 + i)))
                        .toList()));
    }

    @Test
    void preferredPrefixesComeFirstInTheirOrderAndTheRestTakesTurns() {
        Layer layer = new OrderLayer(PREFERRED, null);
        assertThat(ask(layer, "A", 0, OrderLayerTest::upstream)).endsWith("""
                www.example.test. 300 CNAME web.example.test.
                web.example.test. 60 A 192.0.2.200
                web.example.test. 60 A 198.51.100.1
                web.example.test. 60 A 203.0.113.1
                web.example.test. 60 A 203.0.113.2""");
        assertThat(ask(layer, "A", 2, OrderLayerTest::upstream)).endsWith("""
                web.example.test. 60 A 192.0.2.200
                web.example.test. 60 A 198.51.100.1
                web.example.test. 60 A 203.0.113.2
                web.example.test. 60 A 203.0.113.1""");
    }

    @Test
    void answersThatComeLaterAreOrderedToo() {
        Layer layer = new OrderLayer(PREFERRED, null);
        assertThat(ask(
                        layer,
                        "A",
                        0,
                        query -> new Answer.Deferred(CompletableFuture.completedFuture(upstream(query.copy())))))
                .contains("CNAME web.example.test.\nweb.example.test. 60 A 192.0.2.200");
    }

    @Test
    void weightsChooseTheFirstAndLeaveTheRest() throws WeightFileException {
        Layer layer = weighted("web.example.test\n203.0.113.2 5\n198.51.100.1 2\n", List.of());
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            String[] lines = ask(layer, "A", i, OrderLayerTest::upstream).split("\n");
            assertThat(lines).hasSize(6);
            first.merge(lines[2].replaceFirst(".* ", ""), 1, Integer::sum);
        }
        assertThat(first)
                .isEqualTo(Map.of("203.0.113.2", 500, "198.51.100.1", 200, "203.0.113.1", 100, "192.0.2.200", 100));
    }

    @Test
    void weightsCountAmongThosePreferredAlike() throws WeightFileException {
        Layer layer = weighted("web.example.test\n203.0.113.2 255\n", PREFERRED);
        assertThat(ask(layer, "A", 100, OrderLayerTest::upstream)).endsWith("""
                web.example.test. 60 A 192.0.2.200
                web.example.test. 60 A 198.51.100.1
                web.example.test. 60 A 203.0.113.2
                web.example.test. 60 A 203.0.113.1""");
    }

    @Test
    void ownAddressesAreOrderedBeforeTheyAreCut() {
        Layer layer = new OrderLayer(List.of(prefix("192.0.2.250/31")), null);
        String text = ask(layer, "A", 0, query -> own(256));
        assertThat(text)
                .startsWith(
                        "NOERROR qr aa tc rd\nwww.example.test. 5 A 192.0.2.250\nwww.example.test. 5 A 192.0.2.251\n");
        assertThat(text.lines().count()).isBetween(20L, 40L);
    }

    @Test
    void setsThatNoMessageHoldsTakeTurns() {
        Layer layer = new OrderLayer(List.of(prefix("10.0.0.0/8")), null);
        String one = ask(layer, "A", 0, query -> own(5000));
        String other = ask(layer, "A", 4500, query -> own(5000));
        assertThat(one).contains(" tc ").isNotEqualTo(other);
    }

    @Test
    void whatHasNoSetOfAddressesPassesUntouched() {
        Layer layer = new OrderLayer(PREFERRED, null);
        Answer one = own(1);
        Answer failure = new Answer.Failure(2);
        for (Answer answer : List.of(one, failure)) {
            Query query = Ask.udp("www.example.test.", "A");
            assertThat(layer.over(it -> answer).resolve(query)).isSameAs(answer);
        }
    }

    @Test
    void weightsAreForThoseWhoLookForAddresses() throws WeightFileException {
        Answer answer = own(2);
        Layer layer = weighted("", List.of());
        assertThat(layer.over(it -> answer).resolve(Ask.udp("www.example.test.", "MX")))
                .isSameAs(answer);
        assertThat(layer.over(it -> answer).resolve(Ask.udp("www.example.test.", "AAAA")))
                .isNotSameAs(answer);
    }

    @Test
    void agedAnswersStayAged() {
        Layer layer = new OrderLayer(PREFERRED, null);
        String text = ask(layer, "A", 0, query -> new Answer.Relayed(((Answer.Relayed) upstream(query)).message(), 10));
        assertThat(text).contains("www.example.test. 290 CNAME", "web.example.test. 50 A 192.0.2.200");
    }

    @Test
    void additionalAddressesAreOrdered() {
        Layer layer = new OrderLayer(PREFERRED, null);
        String text = ask(
                layer,
                "SRV",
                0,
                query -> Reply.to(query)
                        .answer("www.example.test. 60 SRV 0 1 80 web.example.test.")
                        .additional("web.example.test. 60 A 203.0.113.1", "web.example.test. 60 A 192.0.2.200")
                        .answer());
        assertThat(text).contains("add web.example.test. 60 A 192.0.2.200\nadd web.example.test. 60 A 203.0.113.1");
    }
}
