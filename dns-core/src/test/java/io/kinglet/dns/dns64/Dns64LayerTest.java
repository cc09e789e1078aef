package io.kinglet.dns.dns64;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

class Dns64LayerTest {

    private static final Dns64Config PLAIN = new Dns64Config(Dns64Config.WELL_KNOWN, false, false);
    private static final Client V6 = Client.of(new InetSocketAddress("2001:db8::7", 99));

    private final AtomicInteger translated = new AtomicInteger();

    private static Query ask(Message message, Client client) {
        byte[] octets = message.toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, client);
        return query;
    }

    private static Query aaaa() {
        return ask(Ask.message("Www.example.test.", "AAAA"), V6);
    }

    private String dig(Dns64Config config, Query query, Resolver server) {
        Answer answer = new Dns64Layer(config, () -> server, translated::incrementAndGet)
                .over(server)
                .resolve(query);
        while (answer instanceof Answer.Deferred deferred) {
            answer = deferred.stage().toCompletableFuture().join();
        }
        return Dig.text(query, answer).replace("\n", " | ");
    }

    /** A server that has one IPv4 address and, for AAAA, what it is told. */
    private static Resolver server(Resolver aaaa) {
        return query -> query.qtype() == RecordType.A
                ? Reply.to(query)
                        .answer("www.example.test. 300 CNAME web.example.test.", "web.example.test. 700 A 192.0.2.33")
                        .authority("example.test. 300 NS ns.example.test.")
                        .additional("ns.example.test. 300 A 192.0.2.44")
                        .answer()
                : aaaa.resolve(query);
    }

    private static Answer noData(Query query) {
        return Reply.to(query).authority(Reply.SOA).answer();
    }

    @Test
    void addressesAreMadeWhereThereAreNone() {
        assertThat(dig(PLAIN, aaaa(), server(Dns64LayerTest::noData)))
                .isEqualTo("NOERROR qr rd ra | Www.example.test. 300 CNAME web.example.test."
                        + " | web.example.test. 700 AAAA 64:ff9b:0:0:0:0:c000:221"
                        + " | auth example.test. 300 NS ns.example.test. | add ns.example.test. 300 A 192.0.2.44");
        assertThat(translated).hasValue(1);
    }

    @Test
    void ttlIsNoLongerThanThatOfTheDenial() {
        String soa = Reply.SOA.replace(" 900 ", " 60 ");
        assertThat(dig(PLAIN, aaaa(), server(it -> Reply.to(it).authority(soa).answer())))
                .contains("web.example.test. 60 AAAA");
        assertThat(dig(PLAIN, aaaa(), server(it -> new Answer.Failure(Rcode.SERVFAIL))))
                .startsWith("NOERROR")
                .contains("web.example.test. 600 AAAA");
    }

    @Test
    void laterAnswersAreTranslatedToo() {
        Resolver server = server(Dns64LayerTest::noData);
        assertThat(dig(PLAIN, aaaa(), it -> new Answer.Deferred(CompletableFuture.completedFuture(server.resolve(it)))))
                .contains("AAAA 64:ff9b:0:0:0:0:c000:221");
        assertThat(dig(PLAIN, aaaa(), server(it -> new Answer.Deferred(CompletableFuture.completedFuture(noData(it))))))
                .contains("AAAA 64:ff9b:0:0:0:0:c000:221");
    }

    @Test
    void ownRecordsAreTranslatedToo() {
        Answer v4 = new Answer.Positive(StaticRecords.ofQname(30, new Rdata.Address(IpAddress.v4(0x0a600001))));
        Answer none = new Answer.NoData(
                StaticRecords.ofQname(5, new Rdata.Ns(Ask.udp("a.", "A").qname())));
        assertThat(dig(PLAIN, aaaa(), it -> it.qtype() == RecordType.A ? v4 : none))
                .isEqualTo("NOERROR qr aa rd | Www.example.test. 30 AAAA 64:ff9b:0:0:0:0:a60:1");
    }

    @Test
    void nameThatDoesNotExistStaysSo() {
        assertThat(dig(
                        PLAIN,
                        aaaa(),
                        server(it -> Reply.to(it)
                                .rcode(Rcode.NXDOMAIN)
                                .authority(Reply.SOA)
                                .answer())))
                .startsWith("NXDOMAIN");
    }

    @Test
    void ipv6AddressesOfTheirOwnAreLeftUnlessAllAreTranslated() {
        Resolver server = server(it ->
                Reply.to(it).answer("www.example.test. 9 AAAA 2001:db8::1").answer());
        assertThat(dig(PLAIN, aaaa(), server)).endsWith("AAAA 2001:db8:0:0:0:0:0:1");
        assertThat(dig(new Dns64Config(Dns64Config.WELL_KNOWN, true, false), aaaa(), server))
                .contains("64:ff9b:");
    }

    @Test
    void mappedAddressesAreNone() {
        Resolver server = server(it ->
                Reply.to(it).answer("www.example.test. 9 AAAA ::ffff:1.2.3.4").answer());
        assertThat(dig(PLAIN, aaaa(), server)).contains("64:ff9b:");
    }

    @Test
    void ipv4ClientsHaveToBeAllowed() {
        Query query = ask(Ask.message("www.example.test.", "AAAA"), Ask.CLIENT);
        assertThat(dig(PLAIN, query, server(Dns64LayerTest::noData))).doesNotContain("64:ff9b:");
        assertThat(dig(new Dns64Config(Dns64Config.WELL_KNOWN, false, true), query, server(Dns64LayerTest::noData)))
                .contains("64:ff9b:");
    }

    @Test
    void whoValidatesGetsNothingMadeUp() {
        Message message = Ask.message("www.example.test.", "AAAA");
        message.getHeader().setFlag(Flags.CD);
        message.addRecord(new org.xbill.DNS.OPTRecord(1232, 0, 0, 0x8000), org.xbill.DNS.Section.ADDITIONAL);
        assertThat(dig(PLAIN, ask(message, V6), server(Dns64LayerTest::noData))).doesNotContain("64:ff9b:");
    }

    @Test
    void otherTypesPass() {
        assertThat(dig(PLAIN, ask(Ask.message("www.example.test.", "A"), V6), server(Dns64LayerTest::noData)))
                .contains(" A 192.0.2.33");
        assertThat(translated).hasValue(0);
    }

    @Test
    void nothingToMakeOneOfLeavesTheAnswerAsItIs() {
        assertThat(dig(PLAIN, aaaa(), Dns64LayerTest::noData)).startsWith("NOERROR qr rd ra | auth example.test.");
        assertThat(dig(PLAIN, aaaa(), it -> it.qtype() == RecordType.A ? Answer.Dropped.INSTANCE : noData(it)))
                .startsWith("NOERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::/32, 2001:db8:c000:221::",
        "2001:db8:100::/40, 2001:db8:1c0:2:21::",
        "2001:db8:122::/48, 2001:db8:122:c000:2:2100::",
        "2001:db8:122:300::/56, 2001:db8:122:3c0:0:221::",
        "2001:db8:122:344::/64, 2001:db8:122:344:c0:2:2100:0",
        "2001:db8:122:344::/96, 2001:db8:122:344::c000:221"
    })
    void addressIsEmbeddedAsRfc6052Shows(String prefix, String expected) {
        Dns64Config config = new Dns64Config(Objects.requireNonNull(IpPrefix.parse(prefix)), false, false);
        assertThat(config.embed(IpAddress.v4(0xc0000221))).isEqualTo(IpAddress.parse(expected));
    }
}
