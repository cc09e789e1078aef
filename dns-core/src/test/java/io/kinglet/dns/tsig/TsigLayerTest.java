package io.kinglet.dns.tsig;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Conversation;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Signatures are made and verified by dnsjava, and by us. */
class TsigLayerTest {

    private static final long NOW = 1_800_000_000L;
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final DomainName NAME = DomainName.parse("key.test.");
    private static final Answer ADDRESS =
            new Answer.Positive(StaticRecords.ofQname(5, new Rdata.Address(IpAddress.v4(0x0a000001))));
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

    private long now = NOW;
    private @Nullable Set<Integer> types = Set.of();
    private @Nullable Set<Integer> opcodes = Set.of();
    private Answer answer = ADDRESS;
    private int seen;
    private int seenAdditional = -1;

    private static TSIG key(String algorithm) {
        return key(CLOCK, algorithm, "key.test.", SECRET);
    }

    private static TSIG key(Clock clock, String algorithm, String name, byte[] secret) {
        try {
            String java = algorithm.startsWith("hmac-md5")
                    ? "HmacMD5"
                    : algorithm.replaceAll("hmac-sha(\\d+)\\.", "HmacSHA$1");
            return new TSIG(Name.fromString(algorithm), Name.fromString(name), new SecretKeySpec(secret, java), clock);
        } catch (org.xbill.DNS.TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<byte[]> ask(byte[] query) {
        TsigConfig config = new TsigConfig(
                List.of(DomainName.parse("test.")), Map.of(NAME, new TsigKey(NAME, SECRET)), types, opcodes);
        Resolver below = new Resolver() {
            @Override
            public Answer resolve(io.kinglet.dns.wire.Query asked) {
                seen++;
                seenAdditional = io.kinglet.dns.wire.Header.u16(asked.octets(), io.kinglet.dns.wire.Header.ARCOUNT);
                return answer;
            }
        };
        Resolver chain = new TsigLayer(config, () -> now).over(below);
        return Conversation.with(chain, query);
    }

    private static TSIGRecord signature(byte[] reply) {
        List<Record> additional = Dig.message(reply).getSection(Section.ADDITIONAL);
        return (TSIGRecord) additional.get(additional.size() - 1);
    }

    private static Message signed(TSIG key) {
        Message query = Ask.message("www.test.", "A");
        key.apply(query, null);
        return query;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha1.", "hmac-sha224.", "hmac-sha256.", "hmac-sha384.", "hmac-sha512."})
    void signedQueryGetsASignedReply(String algorithm) {
        TSIG key = key(algorithm);
        Message query = Ask.message("www.test.", "A");
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        key.apply(query, null);
        byte[] reply = ask(query.toWire()).get(0);
        Message message = Dig.message(reply);
        assertThat(message.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(message.getSection(Section.ANSWER)).hasSize(1);
        assertThat(key.verify(message, reply, query.getTSIG())).isEqualTo(Rcode.NOERROR);
        assertThat(message.getOPT()).isNotNull();
        assertThat(seenAdditional).as("the signature is not passed on").isEqualTo(1);
    }

    @Test
    void everyMessageOfATransferIsSigned() {
        answer = new Answer.Transfer(Collections.nCopies(
                5000, new StaticRecords(DomainName.parse("a.test."), 5, List.of(new Rdata.Address(IpAddress.v4(1))))));
        TSIG key = key("hmac-sha256.");
        Message query = Ask.message("test.", "AXFR");
        key.apply(query, null);
        List<byte[]> messages = ask(query.toWire());
        assertThat(messages).hasSizeGreaterThan(3);
        TSIG.StreamVerifier verifier = new TSIG.StreamVerifier(key, query.getTSIG());
        for (byte[] octets : messages) {
            assertThat(verifier.verify(Dig.message(octets), octets)).isEqualTo(Rcode.NOERROR);
            assertThat(signature(octets).getSignature()).hasSize(32);
        }
    }

    @Test
    void unsignedQueryPassesUnlessASignatureIsRequired() {
        byte[] query = Ask.message("www.test.", "A").toWire();
        assertThat(Dig.text(ask(query).get(0))).startsWith("NOERROR");
        types = Set.of(RecordType.AXFR);
        assertThat(Dig.text(ask(query).get(0))).startsWith("NOERROR");
        assertThat(Dig.text(ask(Ask.message("test.", "AXFR").toWire()).get(0))).isEqualTo("REFUSED qr rd");
        types = null;
        assertThat(Dig.text(ask(query).get(0))).isEqualTo("REFUSED qr rd");
        types = Set.of();
        opcodes = Set.of(Opcode.QUERY);
        assertThat(Dig.text(ask(query).get(0))).isEqualTo("REFUSED qr rd");
        assertThat(Dig.text(ask(Ask.message("www.other.", "A").toWire()).get(0)))
                .startsWith("NOERROR");
        assertThat(Dig.text(ask(signed(key("hmac-sha256.")).toWire()).get(0))).startsWith("NOERROR");
    }

    /** Two zones, each with its own {@code tsig}, and a CNAME that leads from the first to the second. */
    private String followed(TsigKey ofTarget, byte[] query) {
        Resolver target = new TsigLayer(
                        new TsigConfig(List.of(DomainName.ROOT), Map.of(ofTarget.name(), ofTarget), null, null),
                        () -> now)
                .over(asked -> ADDRESS);
        OutsideTarget outside = new OutsideTarget(() -> target, false);
        Resolver alias = asked -> outside.resolve(
                asked,
                List.of(StaticRecords.ofQname(5, new Rdata.Cname(DomainName.parse("target.other.")))),
                DomainName.parse("target.other."));
        TsigConfig config = new TsigConfig(
                List.of(DomainName.parse("test.")), Map.of(NAME, new TsigKey(NAME, SECRET)), types, opcodes);
        return Dig.text(Conversation.with(new TsigLayer(config, () -> now).over(alias), query)
                .get(0));
    }

    @Test
    void queriesOfOurOwnCountAsSignedByWhoeverSignedTheirCause() {
        byte[] query = signed(key("hmac-sha256.")).toWire();
        TsigKey same = new TsigKey(NAME, SECRET);
        assertThat(followed(same, query)).startsWith("NOERROR").contains("target.other. 5 A 10.0.0.1");
        assertThat(followed(new TsigKey(NAME, new byte[] {1}), query))
                .as("another key of that name")
                .startsWith("SERVFAIL");
        assertThat(followed(new TsigKey(DomainName.parse("other.test."), SECRET), query))
                .startsWith("SERVFAIL");
        byte[] unsigned = Ask.message("www.test.", "A").toWire();
        types = Set.of();
        opcodes = Set.of();
        assertThat(followed(same, unsigned)).startsWith("SERVFAIL");
    }

    private void refused(byte[] query, int error) {
        int before = seen;
        byte[] reply = ask(query).get(0);
        assertThat(Dig.message(reply).getRcode()).isEqualTo(Rcode.NOTAUTH);
        assertThat(signature(reply).getError()).isEqualTo(error);
        assertThat(signature(reply).getSignature()).isEmpty();
        assertThat(seen).isEqualTo(before);
    }

    @Test
    void unknownKeyAndUnknownAlgorithmAreBadKey() {
        refused(signed(key(CLOCK, "hmac-sha256.", "other.test.", SECRET)).toWire(), Rcode.BADKEY);
        refused(signed(key("hmac-md5.sig-alg.reg.int.")).toWire(), Rcode.BADKEY);
    }

    @Test
    void wrongSecretIsABadSignature() {
        refused(signed(key(CLOCK, "hmac-sha256.", "key.test.", new byte[32])).toWire(), Rcode.BADSIG);
    }

    @Test
    void macThatIsCutShortIsRefused() {
        TSIG key = key("hmac-sha256.");
        Message query = signed(key);
        TSIGRecord whole = query.getTSIG();
        byte[] cut = withMac(query, Arrays.copyOf(whole.getSignature(), 16));
        byte[] reply = ask(cut).get(0);
        assertThat(Dig.message(reply).getRcode()).isEqualTo(Rcode.NOTAUTH);
        assertThat(signature(reply).getError()).isEqualTo(TsigError.BADTRUNC);
        assertThat(signature(reply).getSignature())
                .as("of a reply that can be verified")
                .hasSize(32);
        assertThat(seen).isZero();
        refused(withMac(query, new byte[16]), Rcode.BADSIG);
        assertThat(Dig.text(ask(withMac(query, Arrays.copyOf(whole.getSignature(), 9)))
                        .get(0)))
                .startsWith("FORMERR");
    }

    private static byte[] withMac(Message signed, byte[] mac) {
        TSIGRecord whole = signed.getTSIG();
        Message query = signed.clone();
        query.removeAllRecords(Section.ADDITIONAL);
        query.addRecord(
                new TSIGRecord(
                        whole.getName(),
                        DClass.ANY,
                        0,
                        whole.getAlgorithm(),
                        whole.getTimeSigned(),
                        whole.getFudge(),
                        mac,
                        whole.getOriginalID(),
                        0,
                        null),
                Section.ADDITIONAL);
        return query.toWire();
    }

    @Test
    void wrongClockIsToldTheTimeInASignedReply() {
        TSIG key = key("hmac-sha256.");
        Message query = signed(key);
        now = NOW + 301;
        byte[] reply = ask(query.toWire()).get(0);
        assertThat(Dig.message(reply).getRcode()).isEqualTo(Rcode.NOTAUTH);
        TSIGRecord signature = signature(reply);
        assertThat(signature.getError()).isEqualTo(Rcode.BADTIME);
        assertThat(signature.getTimeSigned().getEpochSecond()).isEqualTo(NOW);
        assertThat(signature.getOther()).hasSize(6).endsWith((byte) (NOW + 301));
        assertThat(signature.getSignature()).hasSize(32);
        assertThat(seen).isZero();
        now = NOW + 300;
        assertThat(Dig.text(ask(query.toWire()).get(0))).startsWith("NOERROR");
        now = NOW - 300;
        assertThat(Dig.text(ask(query.toWire()).get(0))).startsWith("NOERROR");
    }

    @Test
    void signatureThatIsNotTheLastRecordIsAFormatError() {
        Message query = signed(key("hmac-sha256."));
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        assertThat(Dig.text(ask(query.toWire()).get(0))).startsWith("FORMERR");
    }

    @Test
    void noOctetOfASignedQueryCanBeChanged() {
        types = null;
        SplittableRandom random = new SplittableRandom(8945);
        byte[] query = signed(key("hmac-sha256.")).toWire();
        assertThat(Dig.text(ask(query.clone()).get(0))).startsWith("NOERROR");
        int passed = seen;
        for (int i = 0; i < 3000; i++) {
            byte[] changed = query.clone();
            // The ID may change on the way; what says the original one stands in the signature.
            int at = 2 + random.nextInt(query.length - 2);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            boolean sameName = isCase(query[at], changed[at]) && at > 12 + 10;
            ask(changed);
            if (seen > passed) {
                assertThat(sameName || isQuestionOfAnotherZone(changed))
                        .as("octet " + at)
                        .isTrue();
                passed = seen;
            }
        }
    }

    private static boolean isCase(byte one, byte other) {
        return (one ^ other) == 0x20;
    }

    /** Then it is nobody's to verify. */
    private static boolean isQuestionOfAnotherZone(byte[] query) {
        try {
            Message message = new Message(query);
            return message.getQuestion() != null
                    && !message.getQuestion()
                            .getName()
                            .toString()
                            .toLowerCase(java.util.Locale.ROOT)
                            .endsWith("test.")
                    && !message.getHeader().getFlag(Flags.QR);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
