package io.kinglet.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

class RelayedMessageTest {

    private static final Query ASKED =
            Ask.read(Packet.query().question("a.test.").octets(), Transport.UDP);
    private static final Packet RESPONSE = Packet.query().flags(0x8180);

    private static Stream<Arguments> liars() {
        return Stream.of(
                Arguments.of("the query echoed", Packet.query().question("a.test.")),
                Arguments.of("no question", RESPONSE.counts(0, 0, 0, 0)),
                Arguments.of("another name", RESPONSE.question("b.test.")),
                Arguments.of("a longer name", RESPONSE.question("a.a.test.")),
                Arguments.of("a shorter name", RESPONSE.question("test.")),
                Arguments.of("another type", RESPONSE.raw(1, 'a', 4, 't', 'e', 's', 't', 0, 0, 28, 0, 1)),
                Arguments.of("another class", RESPONSE.raw(1, 'a', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 3)),
                Arguments.of(
                        "two questions",
                        RESPONSE.counts(2, 0, 0, 0).question("a.test.").question("a.test.")),
                Arguments.of("a count too high", RESPONSE.counts(1, 1, 0, 0).question("a.test.")),
                Arguments.of(
                        "half a record",
                        RESPONSE.counts(1, 1, 0, 0).question("a.test.").raw(0xc0, 12, 0, 1, 0, 1, 0, 0)),
                Arguments.of("an address of 3 octets", record(0, 1, 3)),
                Arguments.of("an IPv6 address of 4 octets", record(0, 28, 4)),
                Arguments.of(
                        "an owner that points to itself",
                        RESPONSE.counts(1, 1, 0, 0)
                                .question("a.test.")
                                .raw(0xc0, 24)
                                .raw(0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4)),
                Arguments.of("a CNAME without a name", record(0, 5, 3)),
                Arguments.of("an SOA without numbers", record(0, 6, 2)),
                Arguments.of("a header alone", RESPONSE.counts(1, 0, 0, 0)),
                Arguments.of("nothing", new Packet(new byte[0])));
    }

    private static Packet record(int filler, int type, int size) {
        Packet packet =
                RESPONSE.counts(1, 1, 0, 0).question("a.test.").raw(0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, size);
        for (int i = 0; i < size; i++) {
            packet = packet.raw(filler);
        }
        return packet;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("liars")
    void whatIsNoResponseToTheQuestionIsNull(String what, Packet packet) {
        byte[] octets = packet.octets();
        assertThat(RelayedMessage.read(octets, octets.length, ASKED)).isNull();
    }

    @Test
    void caseOfTheNameDoesNotMatter() {
        byte[] octets = RESPONSE.question("A.tEsT.").octets();
        assertThat(RelayedMessage.read(octets, octets.length, ASKED)).isNotNull();
    }

    @Test
    void optIsTakenOutAndItsRcodeKept() {
        Query asked = Ask.edns("www.example.test.", "A", 1232, false);
        RelayedMessage message = Reply.to(asked)
                .answer("www.example.test. 300 A 192.0.2.1")
                .add(Section.ADDITIONAL, new OPTRecord(4096, 1, 0))
                .message();
        assertThat(message.rcode()).isEqualTo(16);
        assertThat(message.records()).isEqualTo(1);
        assertThat(message.octets().length).isEqualTo(message.end(0));
    }

    @Test
    void recordsAreCountedBySection() {
        RelayedMessage message = Reply.to(Ask.udp("www.example.test.", "A"))
                .answer("www.example.test. 300 CNAME a.b.", "a.b. 3 A 192.0.2.1")
                .authority("b. 4 NS ns.b.")
                .additional("ns.b. 5 A 192.0.2.2")
                .message();
        assertThat(message.answers()).isEqualTo(2);
        assertThat(message.authorities()).isEqualTo(1);
        assertThat(message.records()).isEqualTo(4);
        assertThat(message.ttl(1)).isEqualTo(3);
        assertThat(message.ttl(3)).isEqualTo(5);
        assertThat(message.section(MessageReader.Section.ANSWER)).hasSize(2);
        assertThat(message.section(MessageReader.Section.AUTHORITY)).hasSize(1);
        assertThat(message.section(MessageReader.Section.ADDITIONAL)).hasSize(1);
    }

    @Test
    void changedTtlsLeaveTheOriginalAlone() {
        RelayedMessage message = Reply.to(Ask.udp("www.example.test.", "A"))
                .answer("www.example.test. 300 A 192.0.2.1")
                .message();
        RelayedMessage capped = message.withTtls(ttl -> Math.min(ttl, 30));
        assertThat(capped.ttl(0)).isEqualTo(30);
        assertThat(message.ttl(0)).isEqualTo(300);
    }

    @Test
    void laterChangesToTheOctetsAreNotSeen() {
        byte[] octets = Reply.to(Ask.udp("www.example.test.", "A"))
                .answer("www.example.test. 300 A 192.0.2.1")
                .octets();
        RelayedMessage message = RelayedMessage.read(octets, octets.length, Ask.udp("www.example.test.", "A"));
        Arrays.fill(octets, (byte) 0xff);
        assertThat(message).isNotNull();
        assertThat(Header.u16(message.octets(), Header.ANCOUNT)).isEqualTo(1);
        assertThat(message.ttl(0)).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({"false,false,false", "true,false,true", "false,true,true"})
    void authenticDataIsSaidToThoseWhoAskForItAlone(boolean asksAd, boolean dnssecOk, boolean said) {
        Message question = Ask.message("www.example.test.", "A");
        question.addRecord(new OPTRecord(1232, 0, 0, dnssecOk ? 0x8000 : 0), Section.ADDITIONAL);
        if (asksAd) {
            question.getHeader().setFlag(Flags.AD);
        }
        Query query = Ask.read(question, Transport.UDP);
        Answer kept = Reply.to(query)
                .answer("www.example.test. 300 A 192.0.2.1")
                .flag(Flags.AD)
                .answer();
        assertThat((Header.u16(Dig.octets(query, kept), Header.FLAGS) & Header.AD) != 0)
                .isEqualTo(said);
    }

    @Test
    void ownersBeyondThePointersReachAreNotTakenForTheQuestion() {
        Query query = Ask.tcp("www.example.test.", "A");
        int question = query.length();
        // Where a pointer's bits are those of the pointer to QNAME.
        int far = 0x4000 | Query.QNAME_OFFSET;
        ByteBuffer message = ByteBuffer.allocate(far + 64).put(query.octets(), 0, question);
        message.putShort(Header.FLAGS, (short) 0x8180).putShort(Header.ANCOUNT, (short) 3);
        int filler = far - question - 12;
        message.putShort((short) 0xc00c)
                .putShort((short) 65399)
                .putShort((short) 1)
                .putInt(60);
        message.putShort((short) filler).position(far);
        message.put(new byte[] {3, 'f', 'a', 'r', 0})
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(60);
        message.putShort((short) 4).putInt(1);
        message.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(60);
        message.putShort((short) 4).putInt(2);

        RelayedMessage read = RelayedMessage.read(message.array(), message.position(), query);

        assertThat(read).isNotNull();
        assertThat(read.answers()).isEqualTo(3);
        assertThat(read.start(1)).isEqualTo(far);
        assertThat(read.ordered((owner, addresses) -> addresses)).isNull();
    }
}
