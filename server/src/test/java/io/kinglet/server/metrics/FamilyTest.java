package io.kinglet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FamilyTest {

    private static final Pattern OURS = Pattern.compile("kinglet_[a-z_]+[a-z]");

    private static List<String> ours() {
        return Arrays.stream(Family.values())
                .map(Family::exposedName)
                .filter(name -> name.startsWith("kinglet_"))
                .toList();
    }

    private static Set<String> documented() throws IOException {
        Set<String> names = new HashSet<>();
        for (String page : List.of("README.md", "PLUGINS.md", "EXPLAIN.md")) {
            OURS.matcher(Files.readString(Path.of(page)))
                    .results()
                    .map(MatchResult::group)
                    .forEach(names::add);
        }
        return names;
    }

    @Test
    void whatIsOursAloneIsInTheDocumentsAndNothingElse() throws IOException {
        assertThat(documented()).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(ours());
    }

    @Test
    void namesAreUniqueAndEachTellsWhatItIs() {
        assertThat(Family.values()).extracting(Family::exposedName).doesNotHaveDuplicates();
        assertThat(Family.values()).allSatisfy(family -> {
            assertThat(family.help()).matches("[A-Z].{10,}\\.");
            assertThat(family.exposedName().endsWith("_total"))
                    .as(family.exposedName())
                    .isEqualTo(family.kind() == Family.Kind.COUNTER);
        });
    }
}
