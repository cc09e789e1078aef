package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Input that would unfold without end is refused early. */
class CorefileLimitsTest {
    private static final Options OPTIONS = Options.ofText();

    @Test
    void importsThatDoubleEndAtTenThousand() {
        StringBuilder text = new StringBuilder("(s0) {\n}\n");
        for (int i = 1; i < 30; i++) {
            text.append("(s%d) {\n  import s%d\n  import s%d\n}\n".formatted(i, i - 1, i - 1));
        }
        text.append("import s29\n");
        assertThatThrownBy(() -> Corefile.parse("Corefile", text.toString(), OPTIONS))
                .isInstanceOf(CorefileException.class)
                .hasMessageEndingWith("there are more than 10000 imports");
    }

    @Test
    void tenThousandImportsAreAllowed() {
        String text = "(s) {\n}\n" + "import s\n".repeat(Imports.MAX_EXPANSIONS);
        assertThat(Corefile.parse("Corefile", text, OPTIONS).blocks()).isEmpty();
        assertThatThrownBy(() -> Corefile.parse("Corefile", text + "import s\n", OPTIONS))
                .hasMessage("Corefile:10003:8: there are more than 10000 imports");
    }

    @Test
    void wordsEndAtAMillion() {
        Map<String, String> files = new HashMap<>();
        files.put("many", "x ".repeat(1000) + "\n");
        String text = ".\n" + "import many\n".repeat(1000);
        assertThatThrownBy(() ->
                        Corefile.parse("Corefile", text, new Options(53, name -> null, FileReader.inMemory(files))))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("have more than 1000000 words");
    }

    @Test
    void nestingEndsAtThirtyTwo() {
        String deep = ". {\n" + "a {\n".repeat(100_000);
        assertThatThrownBy(() -> Corefile.parse("Corefile", deep, OPTIONS))
                .hasMessage("Corefile:33:3: blocks are nested deeper than 32");
    }

    @Test
    void wideCidrsStaySmall() {
        assertThat(Corefile.parse("Corefile", "0.0.0.0/1 ::/0 {\n}", OPTIONS)
                        .blocks()
                        .get(0)
                        .keys())
                .hasSize(129);
    }
}
