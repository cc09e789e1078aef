package io.kinglet.dns.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

class RewriteOptionsTest {

    private static final int CODE = 0xffee;
    private static final Answer ANSWER =
            new Answer.Positive(StaticRecords.ofQname(30, new Rdata.Address(IpAddress.v4(0x0a600101))));

    private @Nullable Query seen;

    private static Query query(String... options) {
        Message message = Ask.message("A.test.", "A");
        GenericEDNSOption[] all = Arrays.stream(options)
                .map(it -> new GenericEDNSOption(CODE, it.getBytes(StandardCharsets.US_ASCII)))
                .toArray(GenericEDNSOption[]::new);
        message.addRecord(new OPTRecord(1400, 0, 0, 0x8000, all), Section.ADDITIONAL);
        return Ask.read(message, Transport.UDP);
    }

    private static RewriteRule rule(String action, String value, boolean reverted) {
        OptionValue data =
                action.equals("unset") ? null : new OptionValue.Fixed(value.getBytes(StandardCharsets.US_ASCII));
        return new RewriteRule.Option(
                false, CODE, data, !action.equals("append"), !action.equals("replace"), reverted, true);
    }

    private String run(Query query, RewriteRule... rules) {
        Answer answer = Rules.layer(it -> ANSWER, rules)
                .over(it -> {
                    seen = it;
                    return ANSWER;
                })
                .resolve(query);
        OPTRecord reply = Dig.message(Dig.octets(query, answer)).getOPT();
        Query inner = seen;
        return text(inner == null ? new byte[0] : options(inner)) + " / "
                + (inner == null ? "" : text(inner.sentOptions())) + " / "
                + (reply == null
                        ? "none"
                        : reply.getOptions().stream()
                                .map(it -> text(it.toWire()).replace(";", ""))
                                .toList());
    }

    private static byte[] options(Query query) {
        int at = query.edns().optionsOffset();
        return Arrays.copyOfRange(query.octets(), at, at + query.edns().optionsLength());
    }

    /** The values of options, without codes. */
    private static String text(byte[] encoded) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < encoded.length; ) {
            int length = encoded[at + 3];
            text.append(new String(encoded, at + 4, length, StandardCharsets.US_ASCII))
                    .append(';');
            at += 4 + length;
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            set     |   | false | new; / new; / [new]
            set     | a | false | new; / new; / [new]
            append  |   | false | new; / new; / [new]
            append  | a | false | a; /  / []
            replace |   | false | /  / []
            replace | a | false | new; / new; / [new]
            unset   | a | false | /  / []
            set     |   | true  | new; / new; / []
            set     | a | true  | new; / new; / [a]
            replace | a | true  | new; / new; / [a]
            """)
    void actionsDifferInWhatIsThereBefore(String action, String before, boolean reverted, String expected) {
        String got = run(before == null ? query() : query(before), rule(action, "new", reverted));
        assertThat(got.strip()).isEqualTo(expected);
    }

    @Test
    void lastChangeIsRevertedFirst() {
        assertThat(run(query(), rule("set", "one", false), rule("replace", "two", true)))
                .isEqualTo("two; / two; / [one]");
        assertThat(run(query("z"), rule("set", "one", true), rule("set", "two", true)))
                .isEqualTo("two; / two; / [z]");
    }

    @Test
    void clientWithoutEdnsGetsNone() {
        assertThat(run(Ask.udp("a.test.", "A"), rule("set", "new", false))).isEqualTo("new; / new; / none");
    }

    @Test
    void restOfTheOptRecordStays() {
        run(query("a"), rule("set", "new", false));
        assertThat(seen).isNotNull();
        assertThat(seen.edns().payloadSize()).isEqualTo(1400);
        assertThat(seen.edns().dnssecOk()).isTrue();
        assertThat(seen.qname()).hasToString("A.test.");
        assertThat(seen.copy().sentOptions()).isEqualTo(seen.sentOptions());
    }

    private String value(OptionValue value) {
        run(query(), new RewriteRule.Option(true, CODE, value, true, true, false, false));
        byte[] sent = seen == null ? new byte[0] : seen.sentOptions();
        return sent.length == 0 ? "-" : HexFormat.of().formatHex(sent, 4, sent.length);
    }

    @Test
    void variablesAreThoseOfTheQuery() {
        assertThat(value(OptionValue.Variable.QNAME)).isEqualTo("412e746573742e");
        assertThat(value(OptionValue.Variable.QTYPE)).isEqualTo("0001");
        assertThat(value(OptionValue.Variable.CLIENT_IP)).isEqualTo("0a090807");
        assertThat(value(OptionValue.Variable.CLIENT_PORT)).isEqualTo("9d14");
        assertThat(value(OptionValue.Variable.PROTOCOL)).isEqualTo("756470");
        assertThat(value(OptionValue.Variable.SERVER_IP)).isEqualTo("c0000235");
        assertThat(value(OptionValue.Variable.SERVER_PORT)).isEqualTo("14e9");
        assertThat(value(new OptionValue.Label("kubernetes/client-namespace"))).isEqualTo("53686f70");
        assertThat(value(new OptionValue.Label("a/b"))).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"24, 00011800 0a0908", "32, 00012000 0a090807", "13, 00010d00 0a08", "0, 00010000"})
    void subnetIsTheBeginningOfTheClientsAddress(int bits, String expected) {
        assertThat(value(new OptionValue.Subnet(bits, 56))).isEqualTo(expected.replace(" ", ""));
    }
}
