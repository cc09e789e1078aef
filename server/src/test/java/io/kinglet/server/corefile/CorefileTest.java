package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of language.table; a case is {@code === title, text, --- blocks}. */
class CorefileTest {
    private static final Map<String, String> FILES = Map.of(
            "known.conf", "errors\n",
            "blocks.conf", "imported {\n}\n",
            "lines.conf", "lameduck 5s\nx",
            "keys.conf", "k l\n",
            "snippets.conf", "(from-file) {\n  from\n}\n",
            "sub/first.conf", "sub {\n  import second.conf\n}\n",
            "sub/second.conf", "second\n",
            "sub/b.override", "b",
            "sub/a.override", "a");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ZONE",
            "env.example",
            "PORT",
            "5300",
            "WORD",
            "errors",
            "TWO",
            "one two",
            "NESTED",
            "{$ZONE}",
            "BRACE",
            "{",
            "FILE",
            "known.conf");

    private static final Options OPTIONS = new Options(53, ENVIRONMENT::get, FileReader.inMemory(FILES));

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void ruleOfTheLanguageHolds(String title, String text, String expected) {
        assertThat(shown(parse(text))).as(title).isEqualTo(expected);
    }

    @Test
    void defaultPortIsThatOfKeysWithoutOne() {
        Corefile corefile = Corefile.parse("Corefile", "a b:53 tls://c {\n}", OPTIONS.withDefaultPort(1053));
        assertThat(corefile.blocks().get(0).keys()).extracting(ServerKey::port).containsExactly(1053, 53, 853);
    }

    @Test
    void positionsCountFromOneAndPointAtTheFirstCharacter() {
        ServerBlock block = parse(
                        "\uFEFF# é\n\t\u00e9.org".replace("\u00e9.org", "e.org") + ":53 {\n  log  \"a\nb\" c\n}")
                .blocks()
                .get(0);
        assertThat(block.position()).hasToString("Corefile:2:2");
        Directive log = block.directives().get(0);
        assertThat(log.position()).hasToString("Corefile:3:3");
        assertThat(log.arguments())
                .extracting(Token::position)
                .map(Position::toString)
                .containsExactly("Corefile:3:8", "Corefile:4:4");
    }

    @Test
    void carriageReturnsCountForNothing() {
        assertThat(shown(parse(".:53 {\r\n  log a\r\n}\r\n"))).isEqualTo("dns://.:53 { log(a) }");
    }

    @Test
    void unlikelyThingsAreWarnedAbout() {
        Corefile corefile = parse("192.0.2.1 *.example.org {\n  bind {$NO:1}\n  import none/*.conf\n}\n");
        assertThat(corefile.warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "Corefile:2:8: the environment variable `NO:1` is not set and reads as empty; a default value cannot be "
                                + "given here",
                        "Corefile:1:1: `192.0.2.1` is served as a zone of that name; for the reverse zone write `192.0.2.1/32`, "
                                + "to listen on that address use `bind`",
                        "Corefile:1:11: a `*` in a key stands for itself; the zone `example.org` holds all names below it already",
                        "Corefile:3:10: no file matches the pattern `none/*.conf`");
        assertThat(parse("").warnings()).extracting(Warning::message).containsExactly("there is no server block");
    }

    @Test
    void whatCoreDnsReadsOddlyIsWarnedAbout() {
        assertThat(parse(". {\n  forward . a#53 b#53 # c\n  cache 30#x\n  health { lameduck 5s }\n}")
                        .warnings())
                .extracting(warning -> warning.toString().substring(0, 40))
                .containsExactly(
                        "Corefile:2:13: a `#` inside a word hides", "Corefile:4:24: the `}` on the line of `l");
    }

    @Test
    void digestFollowsWordsAndStructureOnly() {
        String digest = parse(". {\n  import known.conf\n}").digest();
        assertThat(digest)
                .hasSize(128)
                .isEqualTo(parse("# x\n.:53   {\n\n  \"errors\"\n}").digest());
        assertThat(Stream.of(
                                ". {\n  errors\n  log\n}",
                                ". {\n  errors {\n  }\n}",
                                ". {\n  errors log\n}",
                                ". {\n}",
                                ".:54 {\n  errors\n}")
                        .map(text -> parse(text).digest()))
                .doesNotContain(digest)
                .doesNotHaveDuplicates();
    }

    @Test
    void digestSeesAnImportedFileChange() {
        String text = "import x";
        assertThat(digestWith(text, "a {\n}")).isNotEqualTo(digestWith(text, "b {\n}"));
    }

    @Test
    void missingCorefileIsSaidToBeMissing() {
        assertThatThrownBy(() -> Corefile.parse(Path.of("etc/none"), OPTIONS))
                .isInstanceOf(CorefileException.class)
                .hasMessage("etc/none:1:1: there is no such file");
    }

    static Stream<Object[]> cases() throws IOException {
        try (InputStream in = CorefileTest.class.getResourceAsStream("language.table")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(table.split("(?m)^=== ")).skip(1).map(text -> {
                int start = text.indexOf('\n') + 1;
                int end = text.indexOf("--- ");
                return new Object[] {
                    text.substring(0, start - 1),
                    text.substring(start, end),
                    text.substring(end + 4).strip()
                };
            });
        }
    }

    private static String digestWith(String text, String file) {
        return Corefile.parse("Corefile", text, new Options(53, x -> null, FileReader.inMemory(Map.of("x", file))))
                .digest();
    }

    private static Corefile parse(String text) {
        return Corefile.parse("Corefile", text, OPTIONS);
    }

    private static String shown(Corefile corefile) {
        return corefile.blocks().stream()
                .map(block -> block.keys().stream().map(ServerKey::toString).collect(Collectors.joining(" ")) + " { "
                        + shown(block.directives()) + "}")
                .collect(Collectors.joining(" | "));
    }

    private static String shown(Iterable<Directive> directives) {
        StringBuilder out = new StringBuilder();
        for (Directive directive : directives) {
            String arguments = directive.arguments().stream().map(Token::text).collect(Collectors.joining(","));
            out.append(directive.name())
                    .append('(')
                    .append(arguments.replace('\n', '/'))
                    .append(") ");
            out.append(directive.hasBody() ? "{ " + shown(directive.body()) + "} " : "");
        }
        return out.toString();
    }
}
