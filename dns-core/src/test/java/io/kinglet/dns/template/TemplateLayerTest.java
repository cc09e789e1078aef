package io.kinglet.dns.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.expression.Declarations;
import io.kinglet.dns.expression.Expression;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig.ErrorOption;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.template.TemplateConfig.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ExtendedErrorCodeOption;

class TemplateLayerTest {

    private static final Answer PASSED = new Answer.Failure(9);
    private static final Metadata METADATA = (label, query) -> label.equals("known/label") ? "10.0.0.9" : "";

    private final List<String> told = new ArrayList<>();
    private Resolver whole = query -> new Answer.Failure(Rcode.REFUSED);

    private final TemplateObserver observer = new TemplateObserver() {
        @Override
        public void matched(DomainName zone, int type) {
            told.add("matched " + zone + " " + RecordType.name(type));
        }

        @Override
        public void failed(DomainName zone, int type, RecordTemplate template, boolean filledIn) {
            told.add((filledIn ? "no record " : "no text ") + template.section().word() + " " + template.text());
        }
    };

    private static TemplateConfig config(String type, String zones, String patterns, String... answers) {
        return new TemplateConfig(
                Arrays.stream(zones.split(" ")).map(DomainName::parse).toList(),
                RecordType.parse(type),
                patterns.isEmpty()
                        ? List.of()
                        : Arrays.stream(patterns.split(" "))
                                .map(TextPattern::compile)
                                .toList(),
                Arrays.stream(answers).map(TemplateLayerTest::record).toList(),
                Rcode.NOERROR,
                null,
                List.of());
    }

    /** {@code answer: text}; a text alone is for the answer section. */
    private static RecordTemplate record(String text) {
        for (Section section : Section.values()) {
            if (text.startsWith(section.word() + ": ")) {
                return new RecordTemplate(
                        section,
                        TemplateProblems.parse(text.substring(section.word().length() + 2)));
            }
        }
        return new RecordTemplate(Section.ANSWER, TemplateProblems.parse(text));
    }

    private static TemplateConfig with(TemplateConfig config, int rcode, ErrorOption error, String... fallthrough) {
        return new TemplateConfig(
                config.zones(),
                config.type(),
                config.patterns(),
                config.records(),
                rcode,
                error,
                Arrays.stream(fallthrough).map(DomainName::parse).toList());
    }

    private TemplateLayer layer(TemplateConfig config) {
        return new TemplateLayer(config, () -> whole, METADATA, observer);
    }

    private String dig(TemplateConfig config, String question) {
        String[] words = question.split(" ");
        Query query = Ask.udp(words[0], words[1]);
        Answer answer = layer(config).over(it -> PASSED).resolve(query);
        return answer == PASSED ? "passed" : Dig.text(query, answer).replace("\n", " / ");
    }

    /** Variables as {@code name = expression}, conditions as they are. */
    private static TemplateConfig choosing(TemplateConfig config, String... lines) {
        Declarations declared = new Declarations();
        List<Expression> conditions = new ArrayList<>();
        for (String line : lines) {
            String[] sides = line.split(" = ", 2);
            if (sides.length == 2) {
                declared.declare(sides[0], sides[1]);
            } else {
                conditions.add(Expression.parse(line, declared));
            }
        }
        return new TemplateConfig(
                config.zones(),
                config.type(),
                config.patterns(),
                declared.variables(),
                conditions,
                config.records(),
                config.rcode(),
                config.error(),
                config.fallthrough());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            10-1-2-3.a.example. A   | NOERROR qr aa rd / 10-1-2-3.a.example. 60 A 10.1.2.3
            10-1-2-3.B.Example. A   | NOERROR qr aa rd / 10-1-2-3.B.Example. 60 A 10.1.2.3
            192-0-2-1.a.example. A  | passed
            192-0-2-1.b.example. A  | SERVFAIL qr rd
            10-1-2-300.a.example. A | passed
            other.a.example. A      | passed
            other.b.example. A      | SERVFAIL qr rd
            """)
    void conditionThatDoesNotHoldIsAsIfNoPatternWasFound(String question, String expected) {
        TemplateConfig config =
                config("A", "example.", "^(?P<ip>[0-9]+(-[0-9]+){3})[.]", "{{ .Name }} 60 IN A {{ .Var.ip }}");
        config = choosing(
                with(config, Rcode.NOERROR, null, "a.example."),
                "ip = replace(group('ip'), '-', '.')",
                "nets = ['10.0.0.0/8', '172.16.0.0/12']",
                "any(nets, incidr(ip, #))",
                "type() == 'A'");

        assertThat(dig(config, question)).isEqualTo(expected);
        assertThat(told).hasSize(expected.startsWith("NOERROR") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            n7.example. TXT | NOERROR qr aa rd / n7.example. 60 TXT "8 true [x y] 10.0.0.9"
            n9.example. TXT | passed
            n.example. TXT  | SERVFAIL qr rd
            """)
    void valueThatCannotBeWorkedOutLetsNothingThrough(String question, String expected) {
        TemplateConfig config = choosing(
                with(
                        config(
                                "TXT",
                                "example.",
                                "^n([0-9]*)",
                                "{{ .Name }} 60 IN TXT \"{{ .Var.n }} {{ .Var.yes }} {{ .Var.list }} {{ .Var.meta }}\""),
                        Rcode.NOERROR,
                        null,
                        "."),
                "n = int(group(1)) + 1",
                "yes = true",
                "list = ['x', 'y']",
                "meta = metadata('known/label')",
                "n < 9");

        assertThat(dig(config, question)).isEqualTo(expected);
        assertThat(told).hasSize(expected.startsWith("NOERROR") ? 1 : 0);
    }

    @Test
    void conditionThatCannotBeWorkedOutLetsNothingThrough() {
        TemplateConfig config = with(config("A", "example.", ""), Rcode.NXDOMAIN, null, ".");

        assertThat(dig(choosing(config, "int(group(0)) == 1"), "x.example. A")).isEqualTo("SERVFAIL qr rd");
        assertThat(told).isEmpty();
    }

    @Test
    void conditionsChooseAmongAnswersMadeBeforehand() {
        TemplateConfig config = choosing(
                with(config("A", "example.", "", "{{ .Name }} 60 IN A 10.0.0.1"), Rcode.NOERROR, null, "."),
                "group(0) startsWith 'x'");

        assertThat(layer(config).isMadeBeforehand()).isTrue();
        assertThat(dig(config, "x.example. A")).isEqualTo("NOERROR qr aa rd / x.example. 60 A 10.0.0.1");
        assertThat(dig(config, "y.example. A")).isEqualTo("passed");
    }

    @Test
    void whatNoQuestionChangesIsMadeBeforehand() {
        assertThat(layer(config("A", "example.", "", "{{ .Name }} 60 {{ .Class }} {{ .Type }} 10.0.0.1"))
                        .isMadeBeforehand())
                .isTrue();
        assertThat(layer(config("A", "example.", "", "{{.Name}} IN AAAA ::")).isMadeBeforehand())
                .isTrue();
        assertThat(layer(config("ANY", "example.", "", "host.{{ .Zone }} 60 IN A 10.0.0.1"))
                        .isMadeBeforehand())
                .isTrue();
        assertThat(layer(config("ANY", "example. test.", "", "host.{{ .Zone }} 60 IN A 10.0.0.1"))
                        .isMadeBeforehand())
                .isFalse();
        assertThat(layer(config("A", "example.", "", "{{ .Name }}sub. 60 IN A 10.0.0.1"))
                        .isMadeBeforehand())
                .isFalse();
        assertThat(layer(config("A", "example.", "", "{{ .Name }} 60 IN CNAME x.{{ .Name }}"))
                        .isMadeBeforehand())
                .isFalse();
        assertThat(layer(config("ANY", "example.", "")).isMadeBeforehand()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Host.EXAMPLE. A        | NOERROR qr aa rd / Host.EXAMPLE. 60 A 10.0.0.1
            example. A             | NOERROR qr aa rd / example. 60 A 10.0.0.1
            host.example. ANY      | NOERROR qr aa rd / host.example. 60 A 10.0.0.1
            host.example. AAAA     | passed
            host.other. A          | passed
            hostexample. A         | passed
            """)
    void answersNamesOfItsZonesForItsType(String question, String expected) {
        assertThat(dig(config("A", "example.", "", "{{ .Name }} 60 IN A 10.0.0.1"), question))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ip-10-1-2-3.Example. A   | NOERROR qr aa rd / ip-10-1-2-3.Example. 60 A 10.1.2.3
            a.ip-10-1-2-3.example. A | NOERROR qr aa rd / a.ip-10-1-2-3.example. 60 A 10.1.2.3
            ip0a010203.example. A    | NOERROR qr aa rd / ip0a010203.example. 60 A 10.1.2.3
            other.example. A         | SERVFAIL qr rd
            ip-10-1-2-999.example. A | SERVFAIL qr rd
            """)
    void groupsOfTheFirstPatternThatIsFoundAreFilledIn(String question, String expected) {
        String patterns = "(^|[.])ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]$"
                + " ^ip0a(?P<x>[a-f0-9]{2})(?P<y>[a-f0-9]{2})(?P<z>[a-f0-9]{2})[.]";
        String text =
                "{{ .Name }} 60 IN A {{ if .Group.x }}{{ if ne .Group.x \"<no value>\" }}10.{{ parseInt .Group.x 16 8 }}."
                        + "{{ parseInt .Group.y 16 8 }}.{{ parseInt .Group.z 16 8 }}{{ else }}{{ index .Match 2 }}."
                        + "{{ .Group.b }}.{{ index .Group \"4\" }}.{{ .Group.d }}{{ end }}{{ end }}";

        assertThat(dig(config("A", "example.", patterns, text), question)).isEqualTo(expected);
    }

    @Test
    void aNameThatNoPatternIsFoundInFallsThroughWhereItMay() {
        TemplateConfig config = with(
                config("ANY", "internal.cloudapp.net.", "^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$"),
                Rcode.NXDOMAIN,
                null,
                ".");

        assertThat(dig(config, "a.b.c.d.internal.cloudapp.net. A")).isEqualTo("NXDOMAIN qr aa rd");
        assertThat(dig(config, "a.b.c.internal.cloudapp.net. A")).isEqualTo("passed");
        assertThat(dig(with(config, Rcode.NXDOMAIN, null, "other."), "a.b.c.internal.cloudapp.net. A"))
                .isEqualTo("SERVFAIL qr rd");
        assertThat(told).containsExactly("matched internal.cloudapp.net. A");
    }

    @Test
    void sectionsHaveTheirRecordsAndAddressesAreOneSet() {
        TemplateConfig config = config(
                "ANY",
                "example.",
                "",
                "example. 60 IN A 10.0.0.1",
                "example. 60 IN A 10.0.0.2",
                "example. 60 IN MX 10 mail.example.",
                "authority: example. 60 IN NS ns.example.",
                "additional: ns.example. 60 IN A 10.0.0.3");

        assertThat(dig(config, "Example. A"))
                .isEqualTo(
                        "NOERROR qr aa rd / Example. 60 A 10.0.0.1 / Example. 60 A 10.0.0.2"
                                + " / Example. 60 MX 10 mail.Example. / auth Example. 60 NS ns.Example. / add ns.Example. 60 A 10.0.0.3");
        Answer answer = layer(config).over(it -> PASSED).resolve(Ask.udp("example.", "A"));
        assertThat(answer.answer()).hasSize(2);
        assertThat(answer.answer().get(0).rotates()).isTrue();
    }

    @Test
    void everyFieldIsFilledIn() {
        String text = "{{ .Name }} 60 IN TXT \"{{ .Zone }}|{{ .Class }}|{{ .Type }}|{{ .Regex }}|{{ .Remote }}|"
                + "{{ .Question.Name }}|{{ .Question.Qtype }}|{{ .Question.Qclass }}|{{ .Message.Id }}|"
                + "{{ .Message.RecursionDesired }}|{{ (index .Message.Question 0).Qtype }}|{{ .Meta \"known/label\" }}|"
                + "{{ len .Match }}\"";

        assertThat(dig(config("TXT", "Example. b.example.", "x", text), "X.b.example. TXT"))
                .isEqualTo(
                        "NOERROR qr aa rd / X.b.example. 60 TXT b.example.|IN|TXT|x|10.9.8.7|X.b.example.|16|1|4711|true|16"
                                + "|10.0.0.9|1");
        assertThat(told).containsExactly("matched b.example. TXT");
    }

    @Test
    void failuresAreServfailAndTold() {
        assertThat(dig(
                        config(
                                "A",
                                "example.",
                                "(x+)[.]",
                                "{{ .Name }} 60 IN A 10.0.0.{{ len .Group.0x }}"
                                        .replace(".Group.0x", "(index .Match 1)")),
                        "xxx.example. A"))
                .endsWith(" A 10.0.0.3");
        assertThat(dig(config("A", "example.", "(x+)[.]", "{{ .Name }} 60 IN A {{ index .Match 1 }}"), "x.example. A"))
                .isEqualTo("SERVFAIL qr rd");
        assertThat(dig(config("A", "example.", "(x+)[.]", "{{ parseInt (index .Match 1) 16 8 }}"), "x.example. A"))
                .isEqualTo("SERVFAIL qr rd");
        assertThat(told)
                .containsExactly(
                        "matched example. A",
                        "matched example. A",
                        "no record answer {{ .Name }} 60 IN A {{ index .Match 1 }}",
                        "matched example. A",
                        "no text answer {{ parseInt (index .Match 1) 16 8 }}");
        Answer answer = layer(config("A", "example.", "(x+)[.]", "{{ index .Match 1 }}"))
                .over(it -> PASSED)
                .resolve(Ask.udp("x.example.", "A"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failure.class, it -> assertThat(it.text()).startsWith("template: "));
    }

    @Test
    void namesCannotSmuggleRecordsIn() {
        String text = "{{ .Name }} 60 IN TXT {{ index .Match 0 }}";
        TemplateConfig config = config("TXT", "example.", ".*", text);

        assertThat(dig(config, "a\\010b\\032IN\\;\\\"x\\\".example. TXT"))
                .startsWith("NOERROR qr aa rd / ")
                .doesNotContain(" / b");
    }

    @Test
    void targetsOfAliasesAreLookedUp() {
        whole = query -> query.qname().equals(DomainName.parse("target.test.")) && query.qtype() == RecordType.A
                ? new Answer.Positive(StaticRecords.ofQname(30, new Rdata.Address(IpAddress.v4(0x0a000007))))
                : new Answer.Failure(Rcode.REFUSED);
        TemplateConfig config = config(
                "ANY", "example.", "", "{{ .Name }} 60 IN CNAME target.test.", "authority: example. 60 IN NS ns.test.");

        assertThat(dig(config, "x.example. A"))
                .isEqualTo("NOERROR qr aa rd / x.example. 60 CNAME target.test. / target.test. 30 A 10.0.0.7"
                        + " / auth example. 60 NS ns.test.");
        assertThat(dig(config, "x.example. MX"))
                .isEqualTo("NOERROR qr aa rd / x.example. 60 CNAME target.test. / auth example. 60 NS ns.test.");
        assertThat(dig(config, "x.example. CNAME"))
                .isEqualTo("NOERROR qr aa rd / x.example. 60 CNAME target.test. / auth example. 60 NS ns.test.");
        assertThat(dig(
                        config("ANY", "example.", "x", "{{ .Name }} 60 IN CNAME {{ index .Match 0 }}.test"),
                        "x.example. A"))
                .isEqualTo("NOERROR qr aa rd / x.example. 60 CNAME x.test.");
    }

    @Test
    void servfailHasNoRecords() {
        TemplateConfig config =
                with(config("ANY", "example.", "", "{{ .Name }} 60 IN A 10.0.0.1"), Rcode.SERVFAIL, null);

        assertThat(dig(config, "x.example. A")).isEqualTo("SERVFAIL qr rd");
    }

    @Test
    void reasonsAreToldToThoseWhoTakeThem() {
        TemplateConfig config = with(config("ANY", "invalid.", ""), Rcode.NXDOMAIN, new ErrorOption(21, "Blocked"));
        Query plain = Ask.udp("x.invalid.", "A");
        Query query = Ask.edns("x.invalid.", "A", 1232, false);
        query.marks().options(new byte[] {0, 3, 0, 1, 'n'});

        assertThat(Dig.message(Dig.octets(
                                query, layer(config).over(it -> PASSED).resolve(query)))
                        .getOPT()
                        .getOptions())
                .hasSize(2)
                .contains(new ExtendedErrorCodeOption(ExtendedError.NOT_SUPPORTED, "Blocked"));
        assertThat(Dig.message(Dig.octets(
                                plain, layer(config).over(it -> PASSED).resolve(plain)))
                        .getOPT())
                .isNull();
    }
}
