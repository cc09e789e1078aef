package io.kinglet.dns.querylog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryLogLayerTest {

    private final FakeTicker ticker = new FakeTicker();
    private final List<String> lines = new ArrayList<>();

    private void exchange(QueryLogConfig config, Query query, Function<Query, Answer> next) {
        query.receivedNanos(ticker.getAsLong());
        Answer answer = new QueryLogLayer(config, it -> lines.add(it.text()), ticker)
                .over(next::apply)
                .resolve(query);
        ticker.advanceSeconds(0.000125);
        byte[] reply = Dig.octets(query, answer);
        query.answered(reply, reply.length);
    }

    private static QueryLogConfig rule(String zone, String format, ResponseClass... classes) {
        return new QueryLogConfig(
                List.of(new QueryLogConfig.Rule(DomainName.parse(zone), LogFormat.parse(format), Set.of(classes))));
    }

    private static Answer data(Query query) {
        return Reply.to(query).answer("www.example.org. 300 A 192.0.2.1").answer();
    }

    @Test
    void defaultIsCommonLogFormat() {
        exchange(QueryLogConfig.ALL, Ask.edns("WWW.example.org.", "A", 4096, true), QueryLogLayerTest::data);
        assertThat(lines)
                .containsExactly("10.9.8.7:40212 - 4711 \"A IN www.example.org. udp 44 true 4096\""
                        + " NOERROR qr,rd,ra 60 0.000125s");
    }

    @Test
    void metadataIsWorkedOutWhenItIsWritten() {
        Query query = Ask.udp("www.example.org.", "A");
        QueryLogConfig config = rule(".", "{/view/name} {/none}", ResponseClass.SUCCESS);
        Answer answer = new QueryLogLayer(
                        config,
                        it -> lines.add(it.text()),
                        ticker,
                        (label, it) -> label.equals("view/name") ? "inside" : "",
                        null)
                .over(QueryLogLayerTest::data)
                .resolve(query);
        byte[] reply = Dig.octets(query, answer);
        query.answered(reply, reply.length);
        assertThat(lines).containsExactly("inside -");
    }

    @Test
    void combinedAddsTheOpcodeAndUnknownBracesStay() {
        exchange(
                rule(".", "{combined} {/meta} {what}?", ResponseClass.SUCCESS),
                Ask.tcp("a.", "A"),
                QueryLogLayerTest::data);
        assertThat(lines.get(0)).endsWith("s \"0\" - {what}?").contains(" tcp 19 false 65535\"");
    }

    @Test
    void ipv6ClientsStandInBrackets() {
        byte[] octets = Ask.message("x.", "AAAA").toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, Client.of(new InetSocketAddress("2001:db8::7", 99)));
        exchange(rule(".", "{remote}:{port} {type}", ResponseClass.SUCCESS), query, QueryLogLayerTest::data);
        assertThat(lines).containsExactly("[2001:db8::7]:99 AAAA");
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,0", "DENIAL,1", "ERROR,2"})
    void classesChooseWhatIsLogged(ResponseClass only, int index) {
        QueryLogConfig config = rule(".", "{name} {rcode}", only);
        exchange(config, Ask.udp("success.", "A"), QueryLogLayerTest::data);
        exchange(
                config,
                Ask.udp("nodata.", "A"),
                query -> Reply.to(query).authority(Reply.SOA).answer());
        exchange(
                config,
                Ask.udp("nx.", "A"),
                query -> Reply.to(query).rcode(3).authority(Reply.SOA).answer());
        exchange(config, Ask.udp("refused.", "A"), query -> new Answer.Failure(Rcode.REFUSED));
        exchange(
                config,
                Ask.udp("referral.", "A"),
                query -> Reply.to(query).authority("a. 1 NS b.").answer());
        List<List<String>> expected = List.of(
                List.of("success. NOERROR", "referral. NOERROR"),
                List.of("nodata. NOERROR", "nx. NXDOMAIN"),
                List.of("refused. REFUSED"));
        assertThat(lines).isEqualTo(expected.get(index));
    }

    @Test
    void namesElsewhereAreNotLogged() {
        QueryLogConfig config = rule("example.org.", "{name}", ResponseClass.SUCCESS);
        exchange(config, Ask.udp("www.Example.org.", "A"), QueryLogLayerTest::data);
        exchange(config, Ask.udp("www.xexample.org.", "A"), QueryLogLayerTest::data);
        assertThat(lines).containsExactly("www.example.org.");
    }

    @Test
    void silenceIsAnErrorWithoutAReply() {
        exchange(
                rule(".", "{rcode} {>rflags} {rsize} {/log/class} {/log/type}", ResponseClass.ERROR),
                Ask.udp("a.", "A"),
                query -> Answer.Dropped.INSTANCE);
        exchange(rule(".", "{name}", ResponseClass.SUCCESS), Ask.udp("a.", "A"), query -> Answer.Dropped.INSTANCE);
        assertThat(lines).containsExactly("- - 0 error OTHERERROR");
    }

    @Test
    void kindOfTheResponseIsMetadataThatIsAlwaysKnown() {
        QueryLogConfig config = rule(".", "{/log/class} {/log/type}", ResponseClass.values());
        exchange(config, Ask.udp("a.", "A"), QueryLogLayerTest::data);
        exchange(
                config,
                Ask.udp("a.", "A"),
                it -> Reply.to(it).authority(Reply.SOA).answer());
        exchange(
                config,
                Ask.udp("a.", "A"),
                it -> Reply.to(it).rcode(3).authority(Reply.SOA).answer());
        exchange(
                config,
                Ask.udp("a.", "A"),
                it -> Reply.to(it).authority("a. 1 NS b.").answer());
        exchange(config, Ask.udp("a.", "A"), it -> Reply.to(it).answer());
        exchange(config, Ask.udp("a.", "A"), it -> new Answer.Failure(Rcode.REFUSED));
        exchange(config, Ask.udp("a.", "A"), it -> new Answer.Failure(Rcode.SERVFAIL));
        exchange(config, Ask.udp("a.", "AXFR"), QueryLogLayerTest::data);
        assertThat(lines)
                .containsExactly(
                        "success NOERROR",
                        "denial NODATA",
                        "denial NXDOMAIN",
                        "success DELEGATION",
                        "success NOERROR",
                        "error OTHERERROR",
                        "error SERVERERROR",
                        "success META");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { {type} }          | { A }
            } {type}            | } A
            {type {name}        | {type a.
            {type}{name}        | Aa.
            {}{type             | {}{type
            {TYPE}              | {TYPE}
            {>id} {>ID}         | 4711 {>ID}
            plain               | plain
            {local} {proto}     | [2001:db8::53] udp
            """)
    void innermostBracesAreFields(String format, String expected) {
        Query query = Ask.udp("a.", "A");
        QueryLogConfig config = rule(".", format, ResponseClass.SUCCESS);
        Answer answer = new QueryLogLayer(
                        config,
                        it -> lines.add(it.text()),
                        ticker,
                        Metadata.NONE,
                        new InetSocketAddress("2001:db8::53", 53))
                .over(QueryLogLayerTest::data)
                .resolve(query);
        byte[] reply = Dig.octets(query, answer);
        query.answered(reply, reply.length);
        assertThat(lines).containsExactly(expected);
    }

    @Test
    void extendedRcodesAreReadFromOptAndUnknownOnesAreNumbers() {
        QueryLogConfig config = rule(".", "{rcode}", ResponseClass.values());
        exchange(config, Ask.edns("a.", "A", 1232, false), it -> new Answer.Failure(Rcode.BADVERS));
        exchange(config, Ask.edns("a.", "A", 1232, false), it -> new Answer.Failure(23));
        exchange(config, Ask.udp("a.", "A"), it -> new Answer.Failure(12));
        assertThat(lines).containsExactly("BADVERS", "23", "12");
    }

    @Test
    void lineHasItsFields() {
        List<QueryLogLine> written = new ArrayList<>();
        Query query = Ask.edns("WWW.example.org.", "A", 4096, true);
        query.receivedNanos(ticker.getAsLong());
        Answer answer = new QueryLogLayer(QueryLogConfig.ALL, written::add, ticker)
                .over(QueryLogLayerTest::data)
                .resolve(query);
        ticker.advanceSeconds(0.000125);
        byte[] reply = Dig.octets(query, answer);
        query.answered(reply, reply.length);
        query.answered(reply, 0);
        String text = written.get(0).text();
        assertThat(written.get(0))
                .hasToString(text)
                .isEqualTo(new QueryLogLine(
                        text,
                        "10.9.8.7",
                        40212,
                        "www.example.org.",
                        "A",
                        "IN",
                        "udp",
                        4711,
                        0,
                        44,
                        true,
                        4096,
                        "NOERROR",
                        60,
                        125_000));
        assertThat(written.get(1).rcode()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {/forward/upstream} | true  | true
            {/zone/wildcard}    | true  | true
            {/view/name} {name} | true  | false
            {/forward/upstream} | false | false
            """)
    void sourceOfAnAnswerIsAskedForOnlyWhereItIsWritten(String format, boolean known, boolean asked) {
        Query query = Ask.udp("www.example.org.", "A");
        Metadata metadata = known ? SourceMetadata.INSTANCE : Metadata.NONE;
        new QueryLogLayer(rule(".", format, ResponseClass.SUCCESS), it -> {}, ticker, metadata, null)
                .over(QueryLogLayerTest::data)
                .resolve(query);
        assertThat(query.marks().source() != null).isEqualTo(asked);
    }
}
