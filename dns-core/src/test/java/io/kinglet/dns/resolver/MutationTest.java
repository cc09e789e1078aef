package io.kinglet.dns.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every truncation and many seeded mutations of valid packets: the right RCODE or silence, and never an exception. */
class MutationTest {

    private static final int MUTATIONS = 20_000;
    private static final Set<Integer> RCODES = Set.of(0, 1, 4, 5, 16);

    private final Responder responder =
            new Responder(new Published<>(MutationTest::address), Refusals.UNCOUNTED, new AnswerEncoder(true));
    private final byte[] out = new byte[65535];

    private static Answer address(Query query) {
        return new Answer.Positive(
                List.of(
                        StaticRecords.ofQname(5, new Rdata.Address(IpAddress.v4(7))),
                        StaticRecords.of(query.qname(), 5, new Rdata.Cname(DomainName.parse("x.y.")))),
                List.of());
    }

    private static List<byte[]> queries() {
        Packet plain = Packet.query();
        return List.of(
                plain.question("svc1.testns.svc.cluster.local.").octets(),
                plain.counts(1, 0, 0, 1)
                        .question("WWW.example.org.")
                        .opt(1232, 0x8000, 0, 10, 0, 2, 1, 2)
                        .octets(),
                plain.counts(1, 1, 1, 2)
                        .question("a.")
                        .question("b.")
                        .question("c.")
                        .question("d.")
                        .octets(),
                plain.label(63).label(63).label(63).label(61).raw(0, 0, 1, 0, 1).octets());
    }

    private static byte[] response() {
        return Reply.to(Ask.udp("www.example.test.", "A"))
                .answer("www.example.test. 300 CNAME web.example.test.", "web.example.test. 5 A 192.0.2.1")
                .answer(
                        "www.example.test. 9 MX 10 mail.example.test.",
                        "www.example.test. 9 SRV 1 2 3 srv.example.test.")
                .authority(Reply.SOA)
                .additional("ns.example.test. 5 AAAA 2001:db8::1", "ns.example.test. 5 TXT \"x\"")
                .add(3, new org.xbill.DNS.OPTRecord(1232, 0, 0))
                .octets();
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] octets = random.nextInt(4) == 0
                ? Arrays.copyOf(original, random.nextInt(original.length + 20))
                : original.clone();
        for (int i = random.nextInt(1, 4); i > 0 && octets.length > 0; i--) {
            int at = random.nextInt(octets.length);
            octets[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (octets[at] ^ 1 << random.nextInt(8));
                case 2 -> (byte) (0xc0 | random.nextInt(64));
                default -> (byte) (random.nextBoolean() ? 0 : 0xff);
            };
        }
        return octets;
    }

    private void respond(byte[] packet) {
        int length = responder.respond(packet, packet.length, Transport.UDP, null, 0, out, (query, stage) -> {
            throw new AssertionError("nothing comes later");
        });
        if (length == 0) {
            assertThat(packet.length < Header.LENGTH || (packet[2] & 0x80) != 0).isTrue();
            return;
        }
        assertThat(length).isBetween(Header.LENGTH, 1232);
        byte[] reply = Arrays.copyOf(out, length);
        assertThat(RCODES).contains(Dig.message(reply).getRcode());
        assertThat(Arrays.copyOf(reply, 2)).isEqualTo(Arrays.copyOf(packet, 2));
    }

    @Test
    void everyTruncationOfAQueryIsRefusedOrIgnored() {
        for (byte[] query : queries()) {
            for (int length = 0; length <= query.length; length++) {
                respond(Arrays.copyOf(query, length));
            }
        }
    }

    @Test
    void mutatedQueriesGetAnAnswerOrSilence() {
        SplittableRandom random = new SplittableRandom(6);
        List<byte[]> queries = queries();
        for (int i = 0; i < MUTATIONS; i++) {
            respond(mutated(queries.get(random.nextInt(queries.size())), random));
        }
    }

    @Test
    void noiseGetsAnAnswerOrSilence() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] octets = new byte[random.nextInt(600)];
            random.nextBytes(octets);
            respond(octets);
        }
    }

    @Test
    void everyTruncationOfAResponseIsUnsound() {
        byte[] response = response();
        Query asked = Ask.udp("www.example.test.", "A");
        for (int length = 0; length < response.length; length++) {
            assertThat(RelayedMessage.read(response, length, asked))
                    .as("%d octets", length)
                    .isNull();
        }
        assertThat(RelayedMessage.read(response, response.length, asked)).isNotNull();
    }

    @Test
    void mutatedResponsesAreUnsoundOrCanBePassedOn() {
        SplittableRandom random = new SplittableRandom(8);
        byte[] response = response();
        Query asked = Ask.edns("www.example.test.", "A", 1232, false);
        int sound = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] octets = mutated(response, random);
            RelayedMessage message = RelayedMessage.read(octets, octets.length, asked);
            if (message != null) {
                sound++;
                asked.rotates(true);
                asked.rotation(i);
                Dig.octets(asked, new Answer.Relayed(message.withTtls(ttl -> Math.min(ttl, 60)), 7));
                Dig.octets(asked, moved(message));
            }
        }
        assertThat(sound).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private static Answer moved(RelayedMessage message) {
        List<RecordSet> records = new ArrayList<>(message.section(MessageReader.Section.ANSWER));
        return new Answer.Composed(
                0,
                true,
                false,
                records,
                message.section(MessageReader.Section.AUTHORITY),
                message.section(MessageReader.Section.ADDITIONAL));
    }
}
