package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake of errors.table is answered at its place; a case is {@code === title, text, --- place message}. */
class CorefileErrorsTest {
    private static final Map<String, String> FILES = Map.of(
            "known.conf", ".:1053 {\n}\n",
            "broken.conf", "\n.:x {\n}\n",
            "unclosed.conf", "example.net {\n  errors\n",
            "loop-a.conf", "import loop-b.conf\n",
            "loop-b.conf", "import loop-a.conf\n");

    private static final Options OPTIONS = new Options(53, name -> null, FileReader.inMemory(FILES));

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsExplainedAtItsPlace(Case each) {
        CorefileException e =
                catchThrowableOfType(CorefileException.class, () -> Corefile.parse("Corefile", each.text, OPTIONS));
        assertThat(e).as("an error").isNotNull();
        String inFile = e.getMessage().replace("Corefile:", "");
        assertThat(inFile).startsWith(each.expected.replaceFirst(" ", ": "));
    }

    @Test
    void messageIsThePositionAndTheProblem() {
        CorefileException e =
                catchThrowableOfType(CorefileException.class, () -> Corefile.parse("etc/Corefile", "\n  }", OPTIONS));
        assertThat(e.position()).isEqualTo(new Position("etc/Corefile", 2, 3));
        assertThat(e.getMessage()).isEqualTo("etc/Corefile:2:3: " + e.problem());
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = CorefileErrorsTest.class.getResourceAsStream("errors.table")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(table.split("(?m)^=== ")).skip(1).map(Case::of).toList();
        }
    }

    private record Case(String title, String text, String expected) {
        static Case of(String text) {
            List<String> lines = Arrays.asList(text.split("\n"));
            String last = lines.get(lines.size() - 1);
            return new Case(
                    lines.get(0),
                    String.join("\n", lines.subList(1, lines.size() - 1)) + "\n",
                    last.substring("--- ".length()));
        }

        @Override
        public String toString() {
            return title;
        }
    }
}
