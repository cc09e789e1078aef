package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.rewrite.OptionValue;
import io.kinglet.dns.rewrite.RewriteRule;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteDirectiveTest {

    private static List<RewriteRule> rules(String directives) {
        return Plans.part(RewriteDirective.class, directives).config().rules();
    }

    private static RewriteRule rule(String directive) {
        return rules(directive.replace(" ; ", "\n")).get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            rewrite name A.test B.test            ! true exact A.test. -> B.test. auto
            rewrite stop name exact a.test b.test ! true exact a.test. -> b.test. auto
            rewrite CONTINUE NAME Prefix foo bar  ! false prefix foo. -> bar.
            rewrite name suffix .a.test .b.test answer auto ! true suffix .a.test. -> .b.test. auto
            rewrite name substring a. b.          ! true substring a. -> b.
            rewrite name regex (.*)x {1}y         ! true regex (.*)x -> {1}y
            rewrite name regex (.*)x {1}y answer name x y value v w ! true regex (.*)x -> {1}y owner regex x -> y value regex v -> w
            rewrite name exact a b answer value v w answer value x y ! true exact a. -> b. auto value regex v -> w value regex x -> y
            rewrite name regex (a) {1}.{kubernetes/client-namespace} metadata answer auto ! true regex (a) -> {1}.{kubernetes/client-namespace} auto
            rewrite { ; name a b ; }              ! true exact a. -> b. auto
            rewrite stop { ; name regex (.*)x {1}y ; answer name x y ; answer value v w ; } ! true regex (.*)x -> {1}y owner regex x -> y value regex v -> w
            rewrite continue { ; name suffix .arpa .arpa ; answer name auto ; answer value (.*)\\.c\\. {1}.d. ; } ! false suffix .arpa. -> .arpa. auto value regex (.*)\\.c\\. -> {1}.d.
            """)
    void nameRulesAreReadInEveryForm(String directive, String expected) {
        RewriteRule.Name name = (RewriteRule.Name) rule(directive);
        StringBuilder text = new StringBuilder(name.stops() + " " + name.change());
        text.append(name.auto() ? " auto" : "");
        name.answers()
                .forEach(it -> text.append(it.values() ? " value " : " owner ").append(it.change()));
        assertThat(text.toString().replace(": ", " ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            rewrite type any HINFO           ! Type[stops=true, from=255, to=13]
            rewrite type TYPE65 A            ! Type[stops=true, from=65, to=1]
            rewrite class CH in              ! OfClass[stops=true, from=3, to=1]
            rewrite ttl a.test 30            ! Ttl[stops=true, names=exact a.test., least=30, most=30]
            rewrite continue ttl regex .* 30-300 ! Ttl[stops=false, names=regex .*, least=30, most=300]
            rewrite ttl suffix . -30         ! Ttl[stops=true, names=suffix ., least=0, most=30]
            rewrite ttl prefix a 30-         ! Ttl[stops=true, names=prefix a., least=30, most=2147483647]
            rewrite rcode a.test SERVFAIL 0  ! ResponseCode[stops=true, names=exact a.test., from=2, to=0]
            rewrite rcode substring a nxdomain BadCookie ! ResponseCode[stops=true, names=substring a., from=3, to=23]
            rewrite cname A.test b           ! Cname[stops=true, change=exact A.test. -> b.]
            rewrite cname suffix .a .b       ! Cname[stops=true, change=suffix .a. -> .b.]
            rewrite cname prefix a b         ! Cname[stops=true, change=prefix a -> b]
            rewrite cname regex (.*).cdn.net. {1}.other.com. ! Cname[stops=true, change=regex (.*).cdn.net. -> {1}.other.com.]
            rewrite edns0 local set 0xffee {client_ip} ! Option[stops=true, code=65518, value=CLIENT_IP, existing=true, absent=true, reverted=false, shown=true]
            rewrite edns0 local append 65001 {a/b} revert ! Option[stops=true, code=65001, value=Label[label=a/b], existing=false, absent=true, reverted=true, shown=true]
            rewrite continue edns0 subnet replace 24 56 ! Option[stops=false, code=8, value=Subnet[v4=24, v6=56], existing=true, absent=false, reverted=false, shown=false]
            rewrite edns0 nsid unset         ! Option[stops=true, code=3, value=null, existing=true, absent=true, reverted=false, shown=false]
            rewrite edns0 local unset 0xffee ! Option[stops=true, code=65518, value=null, existing=true, absent=true, reverted=false, shown=true]
            """)
    void otherRulesAreRead(String directive, String expected) {
        assertThat(rule(directive)).hasToString(expected);
    }

    private static String octets(String directive) {
        RewriteRule.Option option = (RewriteRule.Option) rule(directive);
        return HexFormat.of().formatHex(((OptionValue.Fixed) option.value()).value());
    }

    @Test
    void octetsOfOptionsAreHexadecimalOrText() {
        assertThat(octets("rewrite edns0 local set 0xffee 0x61626364")).isEqualTo("61626364");
        assertThat(octets("rewrite edns0 local set 0xffee abcd")).isEqualTo("61626364");
        assertThat(octets("rewrite edns0 nsid set revert")).isEmpty();
    }

    @Test
    void rulesOfABlockAreOneListInTheirOrder() {
        assertThat(rules("rewrite name a b\nrewrite type A AAAA\nrewrite ttl a 3"))
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Name", "Type", "Ttl");
    }

    @Test
    void upperCaseInAPatternIsWarnedOf() {
        assertThat(Plans.warnings("rewrite name regex Foo bar"))
                .singleElement()
                .asString()
                .startsWith("2:20 names are in lower case when `rewrite` looks at them");
        assertThat(Plans.warnings("rewrite name regex ^(?P<A>\\W[A-Z]).*\\.$ bar"))
                .isEmpty();
        assertThat(Plans.warnings("rewrite name regex (?i)FOO bar")).isEmpty();
    }

    @Test
    void addressThatWasAskedIsKnownWithOneBind() {
        String rule = "rewrite edns0 local set 0xffee {server_ip}";
        assertThat(Plans.check(". {\nbind 127.0.0.1\n" + rule + "\n}\n").problems())
                .isEmpty();
        assertThat(Plans.check(".:1053 .:1054 {\nbind 127.0.0.1\n" + rule + "\n}\n")
                        .problems())
                .hasSize(1);
    }
}
