package io.kinglet.dns.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponderTest {

    private static final Answer ADDRESS =
            new Answer.Positive(StaticRecords.ofQname(5, new Rdata.Address(IpAddress.v4(0x0a600001))));

    private final List<QueryDefect> refused = new ArrayList<>();
    private final Published<Resolver> chain = new Published<>(query -> ADDRESS);
    private final Responder responder =
            new Responder(chain, (defect, transport) -> refused.add(defect), new AnswerEncoder(true));
    private final byte[] out = new byte[65535];

    private byte[] respond(byte[] packet, ReplySink later) {
        int length = responder.respond(packet, packet.length, Transport.UDP, Ask.CLIENT, 0, out, later);
        return Arrays.copyOf(out, Math.max(0, length));
    }

    private byte[] respond(Packet packet) {
        return respond(packet.octets(), (query, stage) -> {
            throw new AssertionError("nothing comes later");
        });
    }

    private static Stream<Arguments> packets() {
        Packet plain = Packet.query();
        Packet edns = plain.counts(1, 0, 0, 1).question("a.test.");
        return Stream.of(
                Arguments.of("a question", plain.question("a.test."), "NOERROR qr aa rd\na.test. 5 A 10.96.0.1"),
                Arguments.of("EDNS version 1", edns.opt(1232, 0x10000), "BADVERS qr rd"),
                Arguments.of("OPT size 100", edns.opt(100, 0), "NOERROR qr aa rd\na.test. 5 A 10.96.0.1"),
                Arguments.of("class CH", plain.raw(1, 'a', 0, 0, 16, 0, 3), "REFUSED qr rd"),
                Arguments.of("class ANY", plain.raw(1, 'a', 0, 0, 1, 0, 255), "REFUSED qr rd"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void queryIsAnsweredWithItsQuestion(String what, Packet packet, String dig) {
        byte[] reply = respond(packet);
        assertThat(Dig.text(reply)).isEqualTo(dig);
        assertThat(Dig.message(reply).getQuestion()).isNotNull();
        assertThat(Dig.message(reply).getHeader().getID()).isEqualTo(0x1267);
    }

    @Test
    void replyToAnUnknownEdnsVersionIsVersionZero() {
        byte[] reply =
                respond(Packet.query().counts(1, 0, 0, 1).question("a.test.").opt(1232, 0x10000));
        assertThat(Dig.message(reply).getOPT().getVersion()).isZero();
        assertThat(Dig.message(reply).getOPT().getPayloadSize()).isEqualTo(1232);
    }

    private static Stream<Arguments> headersAlone() {
        Packet plain = Packet.query();
        return Stream.of(
                Arguments.of("no question", plain.counts(0, 0, 0, 0), 0x8101),
                Arguments.of(
                        "two questions", plain.counts(2, 0, 0, 0).question("a.").question("b."), 0x8101),
                Arguments.of("question missing", plain, 0x8101),
                Arguments.of("without RD", plain.flags(0), 0x8001),
                Arguments.of(
                        "two OPT",
                        plain.counts(1, 0, 0, 2).question("a.").opt(512, 0).opt(512, 0),
                        0x8101),
                Arguments.of("IQUERY", plain.flags(0x0900).question("a."), 0x8904),
                Arguments.of("NOTIFY", plain.flags(0x2000).question("a."), 0xa004),
                Arguments.of("UPDATE", plain.flags(0x2800).question("a."), 0xa804));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headersAlone")
    void whatIsNoQueryGetsAHeaderAlone(String what, Packet packet, int flags) {
        byte[] reply = respond(packet);
        byte[] expected = {0x12, 0x67, (byte) (flags >> 8), (byte) flags, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(reply).isEqualTo(expected);
        assertThat(refused).hasSize(1);
    }

    @Test
    void responsesAndScrapsGetSilence() {
        assertThat(respond(Packet.query().flags(0x8180).question("a."))).isEmpty();
        assertThat(respond(new Packet(new byte[8]))).isEmpty();
        assertThat(refused).containsExactly(QueryDefect.DROP, QueryDefect.DROP);
    }

    @Test
    void bugInAResolverIsAnsweredServfail() {
        chain.publish(query -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(Dig.text(respond(Packet.query().question("a.test.")))).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void newChainAnswersTheNextQuery() {
        chain.publish(Resolver.REFUSED);
        assertThat(Dig.text(respond(Packet.query().question("a.test.")))).isEqualTo("REFUSED qr rd");
    }

    @Test
    void answerThatComesLaterIsEncodedFromACopy() {
        CompletableFuture<Answer> stage = new CompletableFuture<>();
        chain.publish(query -> new Answer.Deferred(stage));
        List<Query> kept = new ArrayList<>();
        byte[] first = Packet.query().question("first.test.").octets();
        int length = responder.respond(
                first, first.length, Transport.UDP, Ask.CLIENT, 7, out, (query, later) -> kept.add(query));
        assertThat(length).isEqualTo(Responder.LATER);
        chain.publish(Resolver.REFUSED);
        respond(Packet.query().question("second.test."));
        int octets = responder.complete(kept.get(0), ADDRESS, null, out);
        assertThat(Dig.text(Arrays.copyOf(out, octets))).isEqualTo("NOERROR qr aa rd\nfirst.test. 5 A 10.96.0.1");
        int failed = responder.complete(kept.get(0), null, new IllegalStateException("a bug"), out);
        assertThat(Dig.text(Arrays.copyOf(out, failed))).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void observersSeeTheReply() {
        List<String> seen = new ArrayList<>();
        chain.publish(query -> {
            query.observe((asked, reply, length) -> seen.add(asked + " " + Dig.text(Arrays.copyOf(reply, length))));
            return ADDRESS;
        });
        respond(Packet.query().question("a.test."));
        assertThat(seen).containsExactly("a.test. A NOERROR qr aa rd\na.test. 5 A 10.96.0.1");
    }

    @Test
    void answerThatCannotBeWrittenIsServfail() {
        chain.publish(query -> new Answer.Positive(new RecordSet() {
            @Override
            public int size(Query asked) {
                return 1;
            }

            @Override
            public void write(int index, MessageWriter writer) {
                writer.qname();
                throw new IllegalStateException("a bug");
            }
        }));
        assertThat(Dig.text(respond(Packet.query().question("a.test.")))).isEqualTo("SERVFAIL qr rd");
    }
}
