package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.dns64.Dns64Config;
import io.kinglet.dns.erratic.ErraticConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.replyform.HeaderConfig;
import io.kinglet.dns.wire.Header;
import io.kinglet.server.corefile.Warning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the smaller directives read as; {@link ServerPlanTest} has their mistakes. */
class SmallDirectivesTest {

    private static <P extends Part> P part(Class<P> kind, String... lines) {
        return Plans.part(kind, String.join("\n", lines));
    }

    private static <P extends Part> P body(Class<P> kind, String word, String lines) {
        return Plans.part(kind, word + " {\n" + lines.replace(" ; ", "\n") + "\n}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query set rd                                  | rd |    |       |
            QUERY Clear RD AA ; response set ra           |    | aa rd | ra |
            response set aa ra ; response clear aa ; response set aa ; response clear ra |  |  | aa | ra
            """)
    void lastWordOnAHeaderBitCounts(String rules, String querySet, String queryCleared, String set, String cleared) {
        assertThat(body(HeaderDirective.class, "header", rules).config())
                .isEqualTo(new HeaderConfig(bits(querySet), bits(queryCleared), bits(set), bits(cleared)));
    }

    private static int bits(String words) {
        String text = Objects.requireNonNullElse(words, "");
        return (text.contains("aa") ? Header.AA : 0)
                | (text.contains("ra") ? Header.RA : 0)
                | (text.contains("rd") ? Header.RD : 0);
    }

    @Test
    void identifierIsTheRestOfTheLine() {
        assertThat(part(NsidDirective.class, "nsid one \"two  three\"").identifier())
                .isEqualTo("one two  three");
        assertThat(part(NsidDirective.class, "nsid").identifier()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kinglet page                 | localhost:9180   | false
            kinglet page localhost:0     | localhost:0      | false
            kinglet page 127.0.0.1       | 127.0.0.1:9180   | false
            kinglet page [::1]:9181      | [::1]:9181       | false
            kinglet page :9181           | :9181            | true
            kinglet page 192.0.2.1       | 192.0.2.1:9180   | true
            kinglet page dns.example:80  | dns.example:80   | true
            """)
    void pageForPeopleIsOnThisMachineUnlessTold(String line, String at, boolean warned) {
        assertThat(part(PageDirective.class, line).listen()).hasToString(at);
        assertThat(Plans.of(". {\n  whoami\n  " + line + "\n}\n").warnings())
                .extracting(Warning::message)
                .allMatch(it -> it.startsWith("whoever reaches " + at + " sees who asks for what"))
                .hasSize(warned ? 1 : 0);
    }

    @Test
    void severalBlocksMaySayWhereTheOnePageIs() {
        assertThat(Plans.check("a. {\n kinglet page\n}\nb. {\n kinglet page\n}\n")
                        .problems())
                .isEmpty();
        assertThat(Plans.check("a. {\n kinglet page\n}\nb. {\n kinglet page :80\n}\n")
                        .problems())
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .startsWith("Corefile:5:2: `kinglet page` is about the whole process");
    }

    @Test
    void chaosTakesAVersionAndAuthors() {
        assertThat(part(ChaosDirective.class, "chaos")).isEqualTo(new ChaosDirective(null, List.of()));
        assertThat(part(ChaosDirective.class, "chaos v1 b a b")).isEqualTo(new ChaosDirective("v1", List.of("b", "a")));
    }

    @Test
    void prefixOfLocalhostIsOnUnlessOff() {
        assertThat(part(LocalDirective.class, "local").anyPrefix()).isTrue();
        assertThat(body(LocalDirective.class, "local", "localhost_prefix off").anyPrefix())
                .isFalse();
        assertThat(body(LocalDirective.class, "local", "localhost_prefix off ; localhost_prefix on")
                        .anyPrefix())
                .isTrue();
    }

    @Test
    void patienceIsALittleMoreThanThatOfStubResolvers() {
        assertThat(part(CancelDirective.class, "cancel").timeout()).isEqualTo(Duration.ofMillis(5001));
        assertThat(part(CancelDirective.class, "cancel 1m1s").timeout()).isEqualTo(Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop                      | 2 | 0 | 0 | 100
            drop 3                    | 3 | 0 | 0 | 100
            truncate                  | 0 | 2 | 0 | 100
            delay                     | 0 | 0 | 2 | 100
            delay 3 5ms               | 0 | 0 | 3 | 5
            delay 0 ; drop 0          | 0 | 0 | 0 | 100
            delay 0                   | 2 | 0 | 0 | 100
            drop 4 ; truncate 5 ; delay 6 1s | 4 | 5 | 6 | 1000
            """)
    void erraticIsAsBadAsItIsTold(String options, int drop, int truncate, int delay, int millis) {
        assertThat(body(ErraticDirective.class, "erratic", options).config())
                .isEqualTo(new ErraticConfig(drop, truncate, delay, Duration.ofMillis(millis), false));
    }

    @Test
    void erraticDropsEverySecondUnlessTold() {
        assertThat(part(ErraticDirective.class, "erratic").config()).isEqualTo(ErraticConfig.STANDARD);
        assertThat(body(ErraticDirective.class, "erratic", "large").config().large())
                .isTrue();
    }

    @Test
    void prefixOfDns64StandsOnTheLineOrBelow() {
        IpPrefix prefix = Objects.requireNonNull(IpPrefix.parse("2001:db8::/64"));
        assertThat(part(Dns64Directive.class, "dns64").config())
                .isEqualTo(new Dns64Config(Dns64Config.WELL_KNOWN, false, false));
        assertThat(part(Dns64Directive.class, "dns64 2001:db8::/64").config())
                .isEqualTo(new Dns64Config(prefix, false, false));
        assertThat(body(Dns64Directive.class, "dns64", "prefix 2001:db8::/64 ; translate_all ; allow_ipv4")
                        .config())
                .isEqualTo(new Dns64Config(prefix, true, true));
    }

    @Test
    void timeoutsAreSecondsWithoutAUnit() {
        assertThat(body(TimeoutsDirective.class, "timeouts", "read 3 ; idle 1m ; maxtcpqueries -1"))
                .isEqualTo(new TimeoutsDirective(Duration.ofSeconds(3), null, Duration.ofMinutes(1), -1));
        assertThat(body(TimeoutsDirective.class, "timeouts", "write 24h"))
                .extracting(TimeoutsDirective::write)
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void socketsAreAsManyAsProcessorsUnlessTold() {
        assertThat(part(MultisocketDirective.class, "multisocket").sockets()).isZero();
        assertThat(part(MultisocketDirective.class, "multisocket 3").sockets()).isEqualTo(3);
    }

    @Test
    void metadataIsAboutTheZonesOfTheBlockUnlessNamed() {
        assertThat(part(MetadataDirective.class, "metadata").zones()).containsExactly(DomainName.ROOT);
        assertThat(part(MetadataDirective.class, "metadata a.test").zones())
                .containsExactly(DomainName.parse("a.test."));
    }

    @Test
    void rootIsWherePathsBegin() {
        BlockScope scope = new BlockScope(List.of(), null, warning -> {});
        assertThat(scope.path("a/b")).isEqualTo(Path.of("a/b"));
        assertThat(scope.under(Path.of("/etc")).path("a/b")).isEqualTo(Path.of("/etc/a/b"));
        assertThat(scope.under(Path.of("/etc")).path("/a")).isEqualTo(Path.of("/a"));
        assertThat(part(RootDirective.class, "root /").path()).isEqualTo(Path.of("/"));
    }

    @Test
    void expressionsOfAViewMustAllHold() {
        ViewDirective view = body(ViewDirective.class, "view inside", "expr type() == 'A' ; expr name() == 'a.'");
        assertThat(view.name()).isEqualTo("inside");
        assertThat(view.conditions()).hasSize(2).first().hasToString("type() == 'A'");
        assertThat(view.needsServerAddress()).isFalse();
    }

    @Test
    void blocksOfOneZoneArePutInOrderByTheirViews() {
        assertThat(Plans.check("a.test {\nview v {\nexpr true\n}\nwhoami\n}\na.test {\nwhoami\n}\n")
                        .problems())
                .isEmpty();
    }
}
