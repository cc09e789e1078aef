package io.kinglet.dns.replyform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

class ReplyFormTest {

    private static final Rdata ADDRESS = new Rdata.Address(IpAddress.v4(0xc0000201));
    private static final Answer OWN = new Answer.Positive(
            List.of(StaticRecords.ofQname(5, ADDRESS)),
            List.of(StaticRecords.of(DomainName.parse("more.test."), 5, ADDRESS)));

    private static String dig(Layer layer, Query query, Resolver next) {
        return Dig.text(query, layer.over(next).resolve(query));
    }

    private static Answer upstream(Query query) {
        return Reply.to(query)
                .answer("www.example.test. 60 A 192.0.2.1")
                .authority("example.test. 60 NS ns.example.test.")
                .additional("ns.example.test. 60 A 192.0.2.2")
                .answer();
    }

    @Test
    void bitsOfRepliesAreSetAndCleared() {
        Layer header = new HeaderLayer(new HeaderConfig(0, 0, Header.RA | Header.AA, Header.RD));
        Query query = Ask.udp("www.example.test.", "A");
        assertThat(dig(header, query, it -> new Answer.Failure(Rcode.REFUSED))).isEqualTo("REFUSED qr aa ra");
        assertThat(dig(
                        new HeaderLayer(new HeaderConfig(0, 0, 0, Header.RA)),
                        Ask.udp("www.example.test.", "A"),
                        ReplyFormTest::upstream))
                .startsWith("NOERROR qr rd\n");
    }

    @Test
    void laterWordOnABitCounts() {
        Query query = Ask.udp("www.example.test.", "A");
        query.marks().flags(Header.AA, Header.RA);
        query.marks().flags(Header.RA, Header.AA);
        assertThat(query.marks().flagsOver(Header.AA)).isEqualTo(Header.RA);
    }

    @Test
    void layersBelowSeeTheQueryChangedAndTheOctetsStay() {
        Query query = Ask.udp("www.example.test.", "A");
        int before = Header.u16(query.octets(), Header.FLAGS);
        String text = dig(new HeaderLayer(new HeaderConfig(0, Header.RD, 0, 0)), query, it -> {
            assertThat(it.flags() & Header.RD).isZero();
            assertThat(it.copy().flags() & Header.RD).isZero();
            return new Answer.Failure(Rcode.NOERROR);
        });
        assertThat(text).isEqualTo("NOERROR qr");
        assertThat(Header.u16(query.octets(), Header.FLAGS)).isEqualTo(before);
    }

    @Test
    void marksGoWithACopyAndEndWithTheQuery() {
        Query query = Ask.udp("www.example.test.", "A");
        new HeaderLayer(new HeaderConfig(0, 0, Header.RA, 0)).over(it -> OWN).resolve(query);
        assertThat(Dig.text(query.copy(), OWN)).startsWith("NOERROR qr aa rd ra");
        assertThat(Dig.text(query.unbounded(), OWN)).startsWith("NOERROR qr aa rd\n");
        byte[] octets = query.octets();
        query.read(octets, octets.length, Transport.UDP, null);
        assertThat(Dig.text(query, OWN)).startsWith("NOERROR qr aa rd\n");
    }

    @Test
    void minimalRepliesHoldTheAnswerAlone() {
        Query query = Ask.edns("www.example.test.", "A", 1232, false);
        assertThat(dig(new MinimalLayer(), query, it -> OWN))
                .isEqualTo("NOERROR qr aa rd\nwww.example.test. 5 A 192.0.2.1");
        assertThat(dig(new MinimalLayer(), query, ReplyFormTest::upstream))
                .isEqualTo("NOERROR qr rd ra\nwww.example.test. 60 A 192.0.2.1");
    }

    @Test
    void minimalRepliesThatDenyKeepWhatProvesIt() {
        Query query = Ask.udp("www.example.test.", "A");
        assertThat(dig(
                        new MinimalLayer(),
                        query,
                        it -> Reply.to(it).authority(Reply.SOA).answer()))
                .contains("\nauth example.test. 900 SOA");
        assertThat(dig(
                        new MinimalLayer(),
                        query,
                        it -> Reply.to(it)
                                .rcode(Rcode.NXDOMAIN)
                                .answer("www.example.test. 60 CNAME x.example.test.")
                                .authority(Reply.SOA)
                                .answer()))
                .contains("\nauth example.test. 900 SOA");
    }

    private static Query asksForId() {
        Message message = Ask.message("www.example.test.", "A");
        message.addRecord(new OPTRecord(1232, 0, 0, 0, new NSIDOption(new byte[0])), Section.ADDITIONAL);
        return Ask.read(message, Transport.UDP);
    }

    private static Message replyTo(Query query, Answer answer) {
        return Dig.message(Dig.octets(
                query,
                new NsidLayer("dns-7".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .over(it -> answer)
                        .resolve(query)));
    }

    @Test
    void whoAsksForTheServersIdGetsIt() {
        Message reply = replyTo(asksForId(), OWN);
        assertThat(reply.getOPT().getOptions())
                .singleElement()
                .isEqualTo(new NSIDOption("dns-7".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(replyTo(Ask.edns("a.", "A", 1232, false), OWN).getOPT().getOptions())
                .isEmpty();
        assertThat(replyTo(Ask.udp("a.", "A"), OWN).getOPT()).isNull();
    }

    @Test
    void idAndExtendedErrorGoTogether() {
        Message reply = replyTo(asksForId(), new Answer.Failure(Rcode.REFUSED, ExtendedError.BLOCKED, "no"));
        assertThat(reply.getOPT().getOptions()).hasSize(2);
    }

    @Test
    void idHasItsBound() {
        assertThatThrownBy(() -> new NsidLayer(new byte[129])).isInstanceOf(IllegalArgumentException.class);
    }
}
