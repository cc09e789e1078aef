package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.TransferCursor;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.ReplySink;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

class TransferLayerTest {

    private static final String SOA_7 = "zone.test. 60 SOA ns.zone.test. root.zone.test. 7 3600 600 86400 60";

    private final FixedZone zone = new FixedZone();
    private Rule rule = new Rule(List.of(DomainName.parse("test.")), null, List.of(), null);

    TransferLayerTest() {
        zone.version = new FixedZone.Version(7, 2);
    }

    /** The messages of the reply, over a transport that can carry many. */
    private List<byte[]> messages(Message query, Transport transport) {
        Resolver chain = new TransferLayer(new TransferConfig(List.of(rule)), List.of(zone)).over(Resolver.REFUSED);
        Responder responder = new Responder(new Published<>(chain), Refusals.UNCOUNTED, new AnswerEncoder(true));
        List<TransferCursor> cursors = new ArrayList<>();
        ReplySink sink = new ReplySink() {
            @Override
            public void answerLater(Query asked, CompletionStage<Answer> stage) {
                throw new AssertionError("nothing comes later");
            }

            @Override
            public boolean answerInParts(TransferCursor cursor) {
                return cursors.add(cursor);
            }
        };
        byte[] out = new byte[65535];
        byte[] in = query.toWire();
        int length = responder.respond(in, in.length, transport, Ask.CLIENT, 0, out, sink);
        List<byte[]> messages = new ArrayList<>();
        if (length != Responder.LATER) {
            messages.add(Arrays.copyOf(out, length));
        }
        for (TransferCursor cursor : cursors) {
            while (!cursor.isDone()) {
                messages.add(Arrays.copyOf(out, responder.part(cursor, out)));
            }
        }
        return messages;
    }

    private String tcp(Message query) {
        return messages(query, Transport.TCP).stream().map(Dig::text).collect(Collectors.joining("\n"));
    }

    private static Message ixfr(long serial) throws Exception {
        Message message = Ask.message("zone.test.", "IXFR");
        Name apex = Name.fromString("zone.test.");
        message.addRecord(new SOARecord(apex, DClass.IN, 0, apex, apex, serial, 0, 0, 0, 0), Section.AUTHORITY);
        return message;
    }

    @Test
    void axfrIsTheZoneBetweenTwoSoaRecords() {
        assertThat(tcp(Ask.message("zone.test.", "AXFR")))
                .isEqualTo(String.join(
                        "\n",
                        "NOERROR qr aa rd",
                        SOA_7,
                        "host0.zone.test. 60 A 10.0.0.0",
                        "host1.zone.test. 60 A 10.0.0.1",
                        SOA_7));
    }

    @Test
    void largeZoneIsManyMessagesOfWholeRecords() {
        zone.version = new FixedZone.Version(7, 20_000);
        List<byte[]> messages = messages(Ask.message("zone.test.", "AXFR"), Transport.TCP);
        assertThat(messages).hasSizeGreaterThan(20).allMatch(it -> it.length <= TransferCursor.USUAL_OCTETS);
        List<String> lines =
                messages.stream().flatMap(it -> Dig.text(it).lines().skip(1)).toList();
        assertThat(lines).hasSize(20_002).startsWith(SOA_7).endsWith(SOA_7);
        assertThat(lines.subList(1, 20_001))
                .extracting(line -> line.substring(0, line.indexOf('.')))
                .isEqualTo(IntStream.range(0, 20_000).mapToObj(i -> "host" + i).toList());
        assertThat(messages)
                .allSatisfy(
                        it -> assertThat(Dig.message(it).getHeader().getID()).isEqualTo(4711));
    }

    @Test
    void onlyThoseWhoMayCopyAZone() {
        rule = new Rule(List.of(DomainName.ROOT), ranges("10.9.8.8"), List.of(), null);
        assertThat(tcp(Ask.message("zone.test.", "AXFR"))).isEqualTo("REFUSED qr rd");
        rule = new Rule(List.of(DomainName.ROOT), ranges("10.9.8.0/24"), List.of(), null);
        assertThat(tcp(Ask.message("zone.test.", "AXFR"))).startsWith("NOERROR");
    }

    private static AddressRanges ranges(String text) {
        return AddressRanges.of(List.of(Objects.requireNonNull(IpPrefix.parse(text))));
    }

    @Test
    void namesThatAreNoApexAndZonesWithoutARuleAreLeftToTheNextLayer() {
        assertThat(tcp(Ask.message("host0.zone.test.", "AXFR"))).isEqualTo("REFUSED qr rd");
        rule = new Rule(List.of(DomainName.parse("other.")), null, List.of(), null);
        assertThat(tcp(Ask.message("zone.test.", "AXFR"))).isEqualTo("REFUSED qr rd");
    }

    @Test
    void zoneWithoutAVersionIsServfailAndNotEmpty() throws Exception {
        zone.version = null;
        assertThat(tcp(Ask.message("zone.test.", "AXFR"))).isEqualTo("SERVFAIL qr rd");
        assertThat(tcp(ixfr(1))).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void overUdpAxfrIsRefusedAndIxfrIsTheSoa() throws Exception {
        assertThat(messages(Ask.message("zone.test.", "AXFR"), Transport.UDP))
                .singleElement()
                .extracting(Dig::text)
                .isEqualTo("REFUSED qr rd");
        assertThat(messages(ixfr(1), Transport.UDP))
                .singleElement()
                .extracting(Dig::text)
                .isEqualTo("NOERROR qr aa rd\n" + SOA_7);
    }

    @Test
    void secondaryThatIsUpToDateGetsTheSoaAlone() throws Exception {
        assertThat(tcp(ixfr(7))).isEqualTo("NOERROR qr aa rd\n" + SOA_7);
        assertThat(tcp(ixfr(8))).isEqualTo("NOERROR qr aa rd\n" + SOA_7);
        // RFC 1982: 7 comes after the last serials of the space.
        assertThat(tcp(ixfr(0xfffffff0L)).lines()).hasSize(5);
    }

    @Test
    void changesAreSentOneAfterTheOther() throws Exception {
        zone.changes = List.of(FixedZone.change(5, 6, "a", "b"), FixedZone.change(6, 7, "c", "d"));
        assertThat(tcp(ixfr(5)))
                .isEqualTo(String.join(
                        "\n",
                        "NOERROR qr aa rd",
                        SOA_7,
                        SOA_7.replace(" 7 ", " 5 "),
                        "a.zone.test. 60 A 10.0.0.5",
                        SOA_7.replace(" 7 ", " 6 "),
                        "b.zone.test. 60 A 10.0.0.6",
                        SOA_7.replace(" 7 ", " 6 "),
                        "c.zone.test. 60 A 10.0.0.6",
                        SOA_7,
                        "d.zone.test. 60 A 10.0.0.7",
                        SOA_7));
    }

    @Test
    void serialThatIsNotKnownGetsAllOfTheZone() throws Exception {
        assertThat(tcp(ixfr(5))).isEqualTo(tcp(Ask.message("zone.test.", "AXFR")));
    }

    @Test
    void ixfrWithoutSerialIsAFormatError() {
        assertThat(tcp(Ask.message("zone.test.", "IXFR"))).isEqualTo("FORMERR qr rd");
    }

    @Test
    void changesToASerialOfAnotherReplicaAreNotSent() throws Exception {
        zone.local = true;
        zone.changes = List.of(FixedZone.change(6, 7, "a", "b"));
        Resolver chain = new TransferLayer(new TransferConfig(List.of(rule)), List.of(zone)).over(Resolver.REFUSED);
        zone.version = new FixedZone.Version(6, 2);
        assertThat(records(chain, Ask.message("zone.test.", "AXFR"))).isEqualTo(4);
        zone.version = new FixedZone.Version(7, 9);
        assertThat(records(chain, ixfr(5))).isEqualTo(11);
        assertThat(records(chain, Ask.message("zone.test.", "AXFR"))).isEqualTo(11);
        // The last it got is 7, so 6 is somebody else's.
        assertThat(records(chain, ixfr(6))).isEqualTo(11);
        zone.version = new FixedZone.Version(8, 9);
        zone.changes = List.of(FixedZone.change(7, 8, "a", "b"));
        assertThat(records(chain, ixfr(7))).isEqualTo(6);
    }

    private static int records(Resolver chain, Message query) {
        int records = 0;
        for (var set : ((Answer.Transfer) chain.resolve(Ask.read(query, Transport.TCP))).records()) {
            records += set.size(new Query());
        }
        return records;
    }
}
