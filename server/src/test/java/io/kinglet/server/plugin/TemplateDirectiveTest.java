package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.expression.Variable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig;
import io.kinglet.dns.template.TemplateConfig.ErrorOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code template} reads as; {@link ServerPlanTest} has its mistakes. */
class TemplateDirectiveTest {

    private static TemplateConfig read(String directive) {
        return Plans.part(TemplateDirective.class, directive).config();
    }

    private static List<DomainName> names(String... names) {
        return List.of(names).stream().map(DomainName::parse).toList();
    }

    @Test
    void withoutABodyItIsAnEmptyAnswer() {
        assertThat(read("template ANY ANY"))
                .isEqualTo(new TemplateConfig(
                        names("."), RecordType.ANY, List.of(), List.of(), Rcode.NOERROR, null, List.of()));
    }

    @Test
    void withEverything() {
        TemplateConfig config = read("""
                template IN A example Example.org {
                    match "^a(?P<x>.)" b
                    match c
                    answer "{{ .Name }} 60 IN A 10.0.0.1" "{{ .Name }} 60 IN A 10.0.0.2"
                    additional "ns.example. 60 IN A 10.0.0.3"
                    authority "example. 60 IN NS ns.example."
                    answer "{{ .Name }} 60 IN TXT \\"{{ index .Group \\"x\\" }}\\""
                    rcode NXDOMAIN
                    ederror 21 "not here"
                    fallthrough example.org in-addr.arpa
                }
                """);

        assertThat(config.zones()).isEqualTo(names("example.", "example.org."));
        assertThat(config.type()).isEqualTo(RecordType.A);
        assertThat(config.patterns()).hasToString("[^a(?P<x>.), b, c]");
        assertThat(config.records())
                .extracting(it -> it.section().word() + " " + it.text())
                .containsExactly(
                        "answer {{ .Name }} 60 IN A 10.0.0.1",
                        "answer {{ .Name }} 60 IN A 10.0.0.2",
                        "additional ns.example. 60 IN A 10.0.0.3",
                        "authority example. 60 IN NS ns.example.",
                        "answer {{ .Name }} 60 IN TXT \"{{ index .Group \"x\" }}\"");
        assertThat(config.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(config.error()).isEqualTo(new ErrorOption(21, "not here"));
        assertThat(config.fallthrough()).isEqualTo(names("example.org.", "in-addr.arpa."));
    }

    @Test
    void variablesAndConditionsMayStandInSeveralWords() {
        TemplateConfig config = read("""
                template IN A example {
                    answer "{{ .Name }} 60 IN A {{ .Var.ip }}"
                    match ^(?P<ip>[0-9-]+)[.]
                    var ip replace(group('ip'), '-', '.')
                    var n 1 + 2
                    expr n == 3
                    expr "any(['10.0.0.0/8', '172.16.0.0/12'], incidr(ip, #))"
                }
                """);

        assertThat(config.variables()).extracting(Variable::name).containsExactly("ip", "n");
        assertThat(config.conditions()).hasToString("[n == 3, any(['10.0.0.0/8', '172.16.0.0/12'], incidr(ip, #))]");
        assertThat(config.choosesByExpression()).isTrue();
    }

    @Test
    void numbersOfVariablesAreTriedOutAsNumbers() {
        assertThat(
                        Plans.warnings(
                                "template IN A {\n  var n 1 + id()\n  answer \"{{ .Name }} 60 IN A 10.0.0.{{ printf `%d` .Var.n }}\"\n}"))
                .isEmpty();
    }

    @Test
    void severalStandOverEachOtherInTheirOrder() {
        BlockPlan block = Plans.of(". {\ntemplate IN A a.test\nforward . 192.0.2.1\ntemplate IN A b.test\n}\n")
                .blocks()
                .get(0);

        assertThat(block.all(TemplateDirective.class))
                .extracting(it -> it.config().zones())
                .containsExactly(names("a.test."), names("b.test."));
        assertThat(block.all(TemplateDirective.class)).allMatch(TemplateDirective::passesOverCache);
    }

    @Test
    void patternsForEveryNameStayBelowTheCache() {
        assertThat(Plans.part(TemplateDirective.class, "template IN A . {\nmatch x\nfallthrough\n}")
                        .passesOverCache())
                .isFalse();
        assertThat(Plans.part(TemplateDirective.class, "template IN AAAA .").passesOverCache())
                .isTrue();
        assertThat(Plans.part(TemplateDirective.class, "template IN A . {\nmatch x\nexpr do()\nfallthrough\n}")
                        .passesOverCache())
                .isTrue();
    }

    /** As the peer's own documents have them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "template ANY ANY invalid {\nrcode NXDOMAIN\n"
                        + "authority \"invalid. 60 {{ .Class }} SOA ns.invalid. hostmaster.invalid. (1 60 60 60 60)\"\n"
                        + "ederror 21 \"Blocked according to RFC2606\"\n}",
                "template IN ANY example.com.dc1.example.com {\nrcode NXDOMAIN\n"
                        + "authority \"{{ .Zone }} 60 IN SOA ns.example.com hostmaster.example.com (1 60 60 60 60)\"\n}",
                "template IN ANY example.com {\nmatch \"example\\.com\\.(dc1\\.example\\.com\\.)$\"\nrcode NXDOMAIN\n"
                        + "authority \"{{ index .Match 1 }} 60 IN SOA ns.{{ index .Match 1 }} hostmaster.{{ index .Match 1 }}"
                        + " (1 60 60 60 60)\"\nfallthrough\n}",
                "template IN PTR in-addr.arpa {\n"
                        + "match ^(?P<d>[0-9]*)[.](?P<c>[0-9]*)[.](?P<b>[0-9]*)[.](?P<a>[0-9]*)[.]in-addr[.]arpa[.]$\n"
                        + "answer \"{{ .Name }} 60 IN PTR ip-{{ .Group.a }}-{{ .Group.b }}-{{ .Group.c }}-{{ .Group.d }}"
                        + ".example.\"\n}",
                "template IN A example {\n"
                        + "match \"^ip0a(?P<b>[a-f0-9]{2})(?P<c>[a-f0-9]{2})(?P<d>[a-f0-9]{2})[.]example[.]$\"\n"
                        + "answer \"{{ .Name }} 60 IN A 10.{{ parseInt .Group.b 16 8 }}.{{ parseInt .Group.c 16 8 }}."
                        + "{{ parseInt .Group.d 16 8 }}\"\nfallthrough\n}",
                "template IN A example.com {\n"
                        + "match ^(?P<ip>[0-9]{1,3}(-[0-9]{1,3}){3})[.](?P<id>[a-z2-7]{26})[.]example[.]com[.]$\n"
                        + "var ip replace(group('ip'), '-', '.')\n"
                        + "expr \"any(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'], incidr(ip, #))\"\n"
                        + "answer \"{{ .Name }} 60 IN A {{ .Var.ip }}\"\nfallthrough\n}",
                "template IN MX example {\nmatch ^ip-10-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]example[.]$\n"
                        + "answer \"{{ .Name }} 60 IN MX 10 {{ .Name }}\"\n"
                        + "additional \"{{ .Name }} 60 IN A 10.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}\"\nfallthrough\n}",
                "template IN ANY foogle.com {\nmatch \"^foogle\\.com\\.$\"\nanswer \"foogle.com 60 IN CNAME google.com\"\n}"
            })
    void examplesOfThePeerAreRead(String directive) {
        assertThat(Plans.check(". {\n" + directive + "\n}\n").problems()).isEmpty();
        assertThat(Plans.warnings(directive)).isEmpty();
    }

    @Test
    void whatSeemsToGiveNoRecordIsWarnedOf() {
        assertThat(Plans.warnings("template IN A {\n  match (x)\n  answer \"{{ .Name }} 60 IN A {{ .Group.1x }}\"\n}"
                        .replace("{{ .Group.1x }}", "10.{{ index .Group `1` }}")))
                .singleElement()
                .asString()
                .startsWith("4:10 no record came of this with any value that was tried: ");
        assertThat(Plans.warnings("template IN A {\n  upstream\n}"))
                .singleElement()
                .asString()
                .startsWith("3:3 `upstream` of `template` is no word any more and has no effect");
    }
}
