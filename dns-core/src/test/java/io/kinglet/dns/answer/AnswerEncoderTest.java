package io.kinglet.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.ReplySigner;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

class AnswerEncoderTest {

    private static final RecordSet SOA = StaticRecords.of(
            DomainName.parse("cluster.local."),
            30,
            new Rdata.Soa(
                    DomainName.parse("ns.dns.cluster.local."),
                    DomainName.parse("hostmaster.cluster.local."),
                    7,
                    7200,
                    1800,
                    86400,
                    30));

    private static RecordSet addresses(int count) {
        List<Rdata> rdata = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rdata.add(new Rdata.Address(IpAddress.v4(0x0a010000 + i)));
        }
        return new StaticRecords(null, 30, rdata);
    }

    private static Message encoded(Query query, Answer answer) {
        return Dig.message(Dig.octets(query, answer));
    }

    @Test
    void positiveAnswerEchoesTheQuestionInItsCase() {
        assertThat(Dig.text(Ask.udp("SvC1.ns.svc.cluster.LOCAL.", "A"), new Answer.Positive(addresses(1))))
                .isEqualTo("NOERROR qr aa rd\nSvC1.ns.svc.cluster.LOCAL. 30 A 10.1.0.0");
    }

    /** Adds so many octets, as the signature of a key with a long name does. */
    private record Signature(int room) implements ReplySigner {

        @Override
        public int sign(byte[] octets, int length) {
            return length + room;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "62, false", "62, true"})
    void signatureThatLeavesNoRoomForTheQuestionMakesItTruncated(int label, boolean edns) {
        String name = ("a".repeat(label) + ".").repeat(4);
        Query query = edns ? Ask.edns(name, "A", 512, false) : Ask.udp(name, "A");
        int question = 12 + 4 * (label + 1) + 1 + 4;
        query.marks().signer(new Signature(512 - question + (edns ? -10 : 1)));
        byte[] reply = Dig.octets(query, new Answer.Failure(Rcode.NOTAUTH));
        assertThat(reply).hasSize(question + (edns ? 11 : 0));
        Message message = Dig.message(reply);
        assertThat(message.getRcode()).isEqualTo(Rcode.NOTAUTH);
        assertThat(message.getHeader().getFlag(Flags.TC)).isTrue();
        query.marks().signer(new Signature(512 - question - (edns ? 11 : 0)));
        assertThat(Dig.octets(query, new Answer.Failure(Rcode.NOTAUTH))).hasSize(512);
    }

    @Test
    void denialsCarryTheSoa() {
        Query query = Ask.udp("nx.cluster.local.", "A");
        String soa =
                "\nauth cluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30";
        assertThat(Dig.text(query, new Answer.NxDomain(SOA))).isEqualTo("NXDOMAIN qr aa rd" + soa);
        assertThat(Dig.text(query, new Answer.NoData(SOA))).isEqualTo("NOERROR qr aa rd" + soa);
    }

    @Test
    void composedAnswerIsWrittenSectionBySection() {
        DomainName target = DomainName.parse("web.example.test.");
        Answer answer = new Answer.Composed(
                Rcode.NXDOMAIN,
                true,
                true,
                List.of(StaticRecords.ofQname(5, new Rdata.Cname(target))),
                List.of(SOA),
                List.of(StaticRecords.of(target, 6, new Rdata.Txt(List.of("a b", "")))));
        assertThat(Dig.text(Ask.udp("ext.cluster.local.", "A"), answer))
                .isEqualTo("NXDOMAIN qr aa tc rd\next.cluster.local. 5 CNAME web.example.test.\n"
                        + "auth cluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30\n"
                        + "add web.example.test. 6 TXT \"a b\" \"\"");
    }

    @ParameterizedTest
    @CsvSource({"0,512,29", "512,512,28", "1232,1232,73", "4096,1232,73"})
    void wholeRecordsThatFitAreSentAndTheRestIsSaidToBeMissing(int stated, int limit, int count) {
        Query query = stated == 0
                ? Ask.udp("big.t.svc.cluster.local.", "A")
                : Ask.edns("big.t.svc.cluster.local.", "A", stated, false);
        byte[] octets = Dig.octets(query, new Answer.Positive(addresses(300)));
        Message message = Dig.message(octets);
        assertThat(octets.length).isLessThanOrEqualTo(limit);
        assertThat(message.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(message.getSection(Section.ANSWER)).hasSize(count);
        assertThat(message.getOPT() != null).isEqualTo(stated != 0);
    }

    @Test
    void everythingFitsOverTcpUpToTheLimit() {
        Message message = encoded(Ask.tcp("big.t.svc.cluster.local.", "A"), new Answer.Positive(addresses(4000)));
        assertThat(message.getSection(Section.ANSWER)).hasSize(4000);
        assertThat(message.getHeader().getFlag(Flags.TC)).isFalse();
        Message over = encoded(Ask.tcp("big.t.svc.cluster.local.", "A"), new Answer.Positive(addresses(5000)));
        assertThat(over.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(over.getSection(Section.ANSWER)).hasSizeGreaterThan(4000);
    }

    @Test
    void recordsThatNeverFitTakeTheirTurn() {
        Set<String> seen = new HashSet<>();
        for (int rotation = 0; rotation < 300; rotation += 20) {
            Query query = Ask.udp("big.t.svc.cluster.local.", "A");
            query.rotation(rotation);
            encoded(query, new Answer.Positive(addresses(300)))
                    .getSection(Section.ANSWER)
                    .forEach(record -> seen.add(record.rdataToString()));
        }
        assertThat(seen).hasSize(300);
    }

    @Test
    void additionalDataIsLeftOutWithoutTruncation() {
        Answer answer = new Answer.Positive(List.of(addresses(20)), List.of(addresses(60)));
        Message message = encoded(Ask.udp("a.test.", "A"), answer);
        assertThat(message.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(message.getSection(Section.ANSWER)).hasSize(20);
    }

    @Test
    void optStatesOurOwnSizeAndRepeatsOnlyDo() {
        Message asked = Ask.message("a.test.", "A");
        asked.addRecord(new OPTRecord(4000, 0, 0, 0x8000, new CookieOption(new byte[8])), Section.ADDITIONAL);
        OPTRecord opt = encoded(Ask.read(asked, Transport.UDP), new Answer.Positive(addresses(1)))
                .getOPT();
        assertThat(opt.getPayloadSize()).isEqualTo(1232);
        assertThat(opt.getFlags()).isEqualTo(0x8000);
        assertThat(opt.getVersion()).isZero();
        assertThat(opt.getOptions()).isEmpty();
    }

    @Test
    void failureSaysWhyInAnExtendedError() {
        Answer failure = new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, "no reply in time");
        OPTRecord opt = encoded(Ask.edns("a.test.", "A", 1232, false), failure).getOPT();
        ExtendedErrorCodeOption error =
                (ExtendedErrorCodeOption) opt.getOptions().get(0);
        assertThat(error.getErrorCode()).isEqualTo(23);
        assertThat(error.getText()).isEqualTo("no reply in time");
        assertThat(Dig.text(Ask.udp("a.test.", "A"), failure)).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void relayedMessageAgesRecordByRecord() {
        Query query = Ask.edns("www.example.test.", "A", 1232, false);
        RelayedMessage message = Reply.to(query)
                .answer("www.example.test. 300 CNAME web.example.test.", "web.example.test. 5 A 192.0.2.1")
                .authority("example.test. 10 NS ns.example.test.")
                .additional("ns.example.test. 20 A 192.0.2.2")
                .message();
        assertThat(Dig.text(query, new Answer.Relayed(message, 8))).isEqualTo("""
                NOERROR qr rd ra
                www.example.test. 292 CNAME web.example.test.
                web.example.test. 0 A 192.0.2.1
                auth example.test. 2 NS ns.example.test.
                add ns.example.test. 12 A 192.0.2.2""");
        assertThat(encoded(query, new Answer.Relayed(message, 8)).getOPT()).isNotNull();
    }

    @Test
    void relayedMessageTooLongForTheStubResolverIsCutAtARecord() {
        Query big = Ask.edns("www.example.test.", "A", 1232, false);
        String[] lines = new String[60];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "www.example.test. 300 A 192.0.2." + i;
        }
        RelayedMessage message = Reply.to(big).answer(lines).message();
        Message cut = encoded(Ask.udp("www.example.test.", "A"), new Answer.Relayed(message, 0));
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getSection(Section.ANSWER)).hasSize(29);
        assertThat(encoded(big, new Answer.Relayed(message, 0)).getSection(Section.ANSWER))
                .hasSize(60);
    }

    @Test
    void movedRecordsKeepTheirNames() {
        Query asked = Ask.udp("www.example.test.", "A");
        RelayedMessage message = Reply.to(asked)
                .answer("www.example.test. 300 CNAME web.example.test.", "web.example.test. 5 A 192.0.2.1")
                .authority(Reply.SOA)
                .message();
        List<RecordSet> moved = new ArrayList<>();
        moved.add(StaticRecords.ofQname(5, new Rdata.Cname(DomainName.parse("www.example.test."))));
        moved.addAll(message.section(io.kinglet.dns.wire.MessageReader.Section.ANSWER));
        List<RecordSet> authority = message.section(io.kinglet.dns.wire.MessageReader.Section.AUTHORITY);
        Answer answer = new Answer.Composed(0, true, false, moved, authority, List.of());
        assertThat(Dig.text(Ask.udp("ext.t.svc.cluster.local.", "A"), answer)).isEqualTo("""
                NOERROR qr aa rd
                ext.t.svc.cluster.local. 5 CNAME www.example.test.
                www.example.test. 300 CNAME web.example.test.
                web.example.test. 5 A 192.0.2.1
                auth\s""" + Reply.SOA);
    }

    @Test
    void silenceIsZeroOctetsAndDeferredIsRefused() {
        Query query = Ask.udp("a.", "A");
        assertThat(Dig.octets(query, Answer.Dropped.INSTANCE)).isEmpty();
        assertThatThrownBy(() -> Dig.octets(query, new Answer.Deferred(new CompletableFuture<>())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arrayThatIsTooSmallIsALimitLikeAnyOther() {
        List<Rdata> addresses = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            addresses.add(new Rdata.Address(IpAddress.v4(i)));
        }
        byte[] octets = new byte[600];
        Answer answer = new Answer.Positive(new StaticRecords(null, 5, addresses));
        int length = new AnswerEncoder(true).encode(Ask.tcp("a.test.", "A"), answer, octets);
        Message message = Dig.message(java.util.Arrays.copyOf(octets, length));
        assertThat(message.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(message.getSection(Section.ANSWER)).hasSize((600 - 12 - 8 - 4) / 16);
    }
}
