package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.corefile.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Words of the past, as {@code bygone.table} has them: a case is {@code === title}, the body of a block, {@code ---} and the same in
 * today's words or {@code !} and the mistake, then the warnings.
 */
class BygoneTest {

    record Case(String title, String body, String today, List<String> warnings) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = BygoneTest.class.getResourceAsStream("bygone.table")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(table.split("(?m)^=== "))
                    .skip(1)
                    .map(BygoneTest::read)
                    .toList();
        }
    }

    private static Case read(String text) {
        int title = text.indexOf('\n');
        int dashes = text.indexOf("\n--- ");
        List<String> after = text.substring(dashes + 5).lines().toList();
        return new Case(
                text.substring(0, title),
                text.substring(title + 1, dashes),
                after.get(0),
                after.subList(1, after.size()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bygoneWordIsReadAsTodaysOrLeftOutWithAWarning(Case each) {
        assertThat(Plans.warnings(each.body))
                .hasSameSizeAs(each.warnings)
                .zipSatisfy(
                        each.warnings, (warning, start) -> assertThat(warning).startsWith(start));
        List<String> problems = Plans.check(". {\n" + each.body + "\n}\n").problems().stream()
                .map(Throwable::getMessage)
                .toList();
        if (each.today.startsWith("!")) {
            assertThat(problems).singleElement().asString().startsWith("Corefile:" + each.today.substring(1));
            return;
        }
        assertThat(problems).isEmpty();
        String today = each.today.replace("; ", "\n").replace("{ ", "{\n").replace(" }", "\n}");
        assertThat(shown(each.body)).isEqualTo(shown(today));
    }

    /** The parts, but for where they were written. */
    private static List<String> shown(String body) {
        return Plans.of(". {\n" + body + "\n}\n").blocks().get(0).parts().stream()
                .map(part -> part.toString()
                        .replaceAll(Position.class.getSimpleName() + "\\[[^]]*]", "")
                        .replaceAll("Corefile:\\d+:\\d+", "")
                        .replaceAll("@[0-9a-f]+", ""))
                .toList();
    }
}
