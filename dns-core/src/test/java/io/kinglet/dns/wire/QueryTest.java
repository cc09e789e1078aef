package io.kinglet.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    private static Stream<Arguments> packets() {
        Packet plain = Packet.query();
        return Stream.of(
                Arguments.of("a plain question", plain.question("a.test."), QueryDefect.NONE),
                Arguments.of(
                        "octets behind the question", plain.question("a.test.").raw(1, 2, 3), QueryDefect.NONE),
                Arguments.of("the root", plain.question("."), QueryDefect.NONE),
                Arguments.of("a response", plain.flags(0x8100).question("a.test."), QueryDefect.DROP),
                Arguments.of("8 octets", new Packet(new byte[8]), QueryDefect.DROP),
                Arguments.of("11 octets", new Packet(new byte[11]), QueryDefect.DROP),
                Arguments.of("IQUERY", plain.flags(1 << 11).question("a.test."), QueryDefect.UNKNOWN_OPCODE),
                Arguments.of("STATUS", plain.flags(2 << 11).question("a.test."), QueryDefect.UNKNOWN_OPCODE),
                Arguments.of("NOTIFY", plain.flags(4 << 11).question("a.test."), QueryDefect.NONE),
                Arguments.of("UPDATE", plain.flags(5 << 11).question("a.test."), QueryDefect.UNKNOWN_OPCODE),
                Arguments.of("opcode 15", plain.flags(15 << 11).question("a.test."), QueryDefect.UNKNOWN_OPCODE),
                Arguments.of("no question", plain.counts(0, 0, 0, 0), QueryDefect.MALFORMED),
                Arguments.of(
                        "two questions", plain.counts(2, 0, 0, 0).question("a.").question("b."), QueryDefect.MALFORMED),
                Arguments.of("question missing", plain, QueryDefect.MALFORMED),
                Arguments.of("QTYPE missing", plain.raw(1, 'a', 0), QueryDefect.MALFORMED),
                Arguments.of("half of QCLASS missing", plain.raw(1, 'a', 0, 0, 1, 0), QueryDefect.MALFORMED),
                Arguments.of("name without end", plain.raw(1, 'a'), QueryDefect.MALFORMED),
                Arguments.of("pointer to itself", plain.raw(0xc0, 12, 0, 1, 0, 1), QueryDefect.MALFORMED),
                Arguments.of("pointer to the header", plain.raw(1, 'a', 0xc0, 0, 0, 1, 0, 1), QueryDefect.MALFORMED),
                Arguments.of("label type 01", plain.raw(0x41, 'a', 0, 0, 1, 0, 1), QueryDefect.MALFORMED),
                Arguments.of("label type 10", plain.raw(0x81, 'a', 0, 0, 1, 0, 1), QueryDefect.MALFORMED),
                Arguments.of("label of 64", plain.label(64).raw(0, 0, 1, 0, 1), QueryDefect.MALFORMED),
                Arguments.of("name of 255", longName(61), QueryDefect.NONE),
                Arguments.of("name of 256", longName(62), QueryDefect.MALFORMED),
                Arguments.of("two answers", plain.counts(1, 2, 0, 0).question("a."), QueryDefect.MALFORMED),
                Arguments.of("two authorities", plain.counts(1, 0, 2, 0).question("a."), QueryDefect.MALFORMED),
                Arguments.of("three additional", plain.counts(1, 0, 0, 3).question("a."), QueryDefect.MALFORMED),
                Arguments.of(
                        "65535 of each", plain.counts(1, 65535, 65535, 65535).question("a."), QueryDefect.MALFORMED),
                Arguments.of("OPT", edns(1).opt(1232, 0), QueryDefect.NONE),
                Arguments.of("OPT missing", edns(1), QueryDefect.MALFORMED),
                Arguments.of("two OPT", edns(2).opt(1232, 0).opt(1232, 0), QueryDefect.MALFORMED),
                Arguments.of("OPT of a name", edns(1).raw(1, 'a').opt(1232, 0), QueryDefect.MALFORMED),
                Arguments.of(
                        "OPT as an answer",
                        plain.counts(1, 1, 0, 0).question("a.").opt(1232, 0),
                        QueryDefect.MALFORMED),
                Arguments.of("EDNS version 1", edns(1).opt(1232, 0x10000), QueryDefect.BAD_VERSION),
                Arguments.of("option over its end", edns(1).opt(1232, 0, 0, 10, 0, 9, 1), QueryDefect.MALFORMED),
                Arguments.of("half an option", edns(1).opt(1232, 0, 0, 10, 0), QueryDefect.MALFORMED),
                Arguments.of("cookie", edns(1).opt(1232, 0, 0, 10, 0, 1, 7), QueryDefect.NONE),
                Arguments.of(
                        "OPT longer than the packet",
                        edns(1).raw(0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, 9, 1),
                        QueryDefect.MALFORMED));
    }

    private static Packet edns(int additional) {
        return Packet.query().counts(1, 0, 0, additional).question("a.test.");
    }

    private static Packet longName(int last) {
        return Packet.query().label(63).label(63).label(63).label(last).raw(0, 0, 1, 0, 1);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("packets")
    void packetIsReadOrItsDefectNamed(String what, Packet packet, QueryDefect defect) {
        byte[] octets = packet.octets();
        assertThat(new Query().read(octets, octets.length, Transport.UDP, null)).isEqualTo(defect);
    }

    @Test
    void nothingBehindTheLengthGivenIsRead() {
        byte[] octets = edns(1).opt(1232, 0).octets();
        for (int length = 0; length < octets.length; length++) {
            QueryDefect defect = new Query().read(octets, length, Transport.UDP, null);
            assertThat(defect).isEqualTo(length < 12 ? QueryDefect.DROP : QueryDefect.MALFORMED);
        }
    }

    @Test
    void questionIsSeenInBothCases() {
        Query query = Ask.udp("wWw.Example.ORG.", "AAAA");
        assertThat(query.qname()).hasToString("wWw.Example.ORG.");
        assertThat(DomainName.copyOf(query.lowerQname(), 0, query.qnameLength()))
                .hasToString("www.example.org.");
        assertThat(query.qtype()).isEqualTo(RecordType.AAAA);
        assertThat(query.qclass()).isEqualTo(1);
        assertThat(query.labels()).isEqualTo(3);
        assertThat(query.labelOffset(0)).isZero();
        assertThat(query.labelOffset(1)).isEqualTo(4);
        assertThat(query.labelOffset(2)).isEqualTo(12);
        assertThat(query.labelOffset(3)).isEqualTo(16);
        assertThat(query).hasToString("wWw.Example.ORG. AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.org., example.org., true",
        "example.org., EXAMPLE.org., true",
        "xexample.org., example.org., false",
        "org., example.org., false",
        "a.example.org., ., true",
        "., ., true",
        "., org., false"
    })
    void zoneIsComparedOnLabelBoundaries(String name, String zone, boolean within) {
        assertThat(Ask.udp(name, "A").isWithin(DomainName.parse(zone).canonicalOctets()))
                .isEqualTo(within);
    }

    @Test
    void octetsThatLookLikeAZoneWithinALabelAreNotOne() {
        byte[] octets =
                Packet.query().raw(5, 'x', 3, 'o', 'r', 'g', 0, 0, 1, 0, 1).octets();
        Query query = Ask.read(octets, Transport.UDP);
        assertThat(query.isWithin(DomainName.parse("org.").canonicalOctets())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,512", "100,512", "512,512", "1000,1000", "1232,1232", "4096,1232", "65535,1232"})
    void udpReplyLimitIsWhatBothSidesTake(int stated, int limit) {
        Query query = stated == 0 ? Ask.udp("a.", "A") : Ask.edns("a.", "A", stated, false);
        assertThat(query.replyLimit()).isEqualTo(limit);
    }

    @Test
    void tcpReplyLimitIsTheLengthPrefix() {
        assertThat(Ask.tcp("a.", "A").replyLimit()).isEqualTo(65535);
    }

    @Test
    void payloadCapMovesTheLimit() {
        Query query = Ask.edns("a.", "A", 4096, false);
        query.payloadCap(4096);
        assertThat(query.replyLimit()).isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dnssecOkIsRead(boolean dnssecOk) {
        assertThat(Ask.edns("a.", "A", 1232, dnssecOk).edns().dnssecOk()).isEqualTo(dnssecOk);
    }

    @Test
    void copyOutlivesTheNextPacket() {
        byte[] octets = Ask.message("first.test.", "A").toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.TCP, Ask.CLIENT);
        query.receivedNanos(5);
        query.zoneLength(6);
        query.rotation(7);
        query.rotates(true);
        Query copy = query.copy();
        java.util.Arrays.fill(octets, (byte) 0);
        assertThat(copy).hasToString("first.test. A");
        assertThat(copy.transport()).isEqualTo(Transport.TCP);
        assertThat(copy.client()).isEqualTo(Ask.CLIENT);
        assertThat(copy.receivedNanos()).isEqualTo(5);
        assertThat(copy.zoneLength()).isEqualTo(6);
        assertThat(copy.rotation()).isEqualTo(7);
        assertThat(copy.rotates()).isTrue();
    }

    @Test
    void copyKnowsTheClientWhenTheTransportHasGoneOnToTheNext() {
        InetSocketAddress[] at = {new InetSocketAddress("10.0.0.1", 1)};
        Client reused = new Client() {
            @Override
            public boolean ipv6() {
                return false;
            }

            @Override
            public InetSocketAddress address() {
                return at[0];
            }
        };
        byte[] octets = Ask.message("first.test.", "A").toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, reused);
        Query copy = query.copy();
        Query own = query.ask(DomainName.parse("next.test."), 1);
        at[0] = new InetSocketAddress("10.0.0.2", 2);
        assertThat(query.client()).isSameAs(reused);
        Client first = Client.of(new InetSocketAddress("10.0.0.1", 1));
        assertThat(copy.client()).isEqualTo(first);
        assertThat(own.client()).isEqualTo(first);
    }

    @Test
    void questionOfOurOwnKeepsWhatTheStubResolverTakes() {
        Query own = Ask.edns("a.test.", "A", 1232, true).ask(DomainName.parse("b.test."), RecordType.AAAA);
        assertThat(own).hasToString("b.test. AAAA");
        assertThat(own.copy().edns().dnssecOk()).isTrue();
        assertThat(own.depth()).isEqualTo(1);
    }

    @Test
    void observersAreToldLastFirst() {
        StringBuilder told = new StringBuilder();
        Query query = Ask.udp("a.", "A");
        query.observe((asked, reply, length) -> told.append('1'));
        query.observe((asked, reply, length) -> told.append('2'));
        query.copy().answered(new byte[12], 12);
        assertThat(told).hasToString("21");
    }
}
