package io.kinglet.k8s.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.manifest.ManifestException;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases for every clause of the specification, from files that name the clause. */
class ClausesTest {

    private static final List<String> FILES =
            List.of("selection.yaml", "directions.yaml", "rules.yaml", "ports.yaml", "peers.yaml", "tiers.yaml");

    /**
     * A case of a file.
     *
     * @param refused a part of the error; null when it is read
     * @param expected lines {@code FROM [hidden] -> TO [via ADDRESS] PORT VERDICT [REASON]}
     */
    record Case(
            String file,
            String title,
            Set<String> clauses,
            @Nullable String refused,
            String enforcement,
            List<String> expected,
            String yaml) {

        @Override
        public String toString() {
            return file + ": " + title + " (" + String.join(", ", clauses) + ")";
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void clauseHolds(Case one) throws ManifestException {
        InMemoryCluster cluster = InMemoryCluster.ofNetwork();
        cluster.applyYaml("town.yaml", read("town.yaml"));
        if (one.refused() != null) {
            assertThatThrownBy(() -> cluster.applyYaml(one.file(), one.yaml()))
                    .isInstanceOf(ManifestException.class)
                    .hasMessageContaining(one.refused());
            return;
        }
        cluster.applyYaml(one.file(), one.yaml());
        NetworkWriter writer = new NetworkWriter();
        cluster.start(ClusterScope.ofNetwork(), writer);
        ClusterNetwork network = writer.published().current();
        PolicyEngine engine = new PolicyEngine(network, settings(one.enforcement()));
        for (String line : one.expected()) {
            Verdict verdict = engine.judge(traffic(network, line.split(" +")));
            String[] words = line.split(" (?=allowed|denied|unknown)")[1].split(" ");
            assertThat(verdict.outcome().name().toLowerCase(Locale.ROOT))
                    .as("%s\n%s\n%s", one, line, verdict)
                    .isEqualTo(words[0]);
            if (words.length > 1) {
                assertThat(verdict.reasons())
                        .as("%s\n%s", one, line)
                        .extracting(reason -> reason.code().name())
                        .contains(words[1]);
            }
        }
    }

    private static PolicySettings settings(String enforcement) {
        Enforcement by = switch (enforcement) {
            case "none" -> new Enforcement.None();
            case "unknown" -> new Enforcement.Unknown();
            default -> new Enforcement.Assumed();
        };
        return new PolicySettings(by, Duration.ZERO, InstantSource.system());
    }

    private static Traffic traffic(ClusterNetwork network, String[] words) {
        List<String> line = List.of(words);
        int arrow = line.indexOf("->");
        int via = line.indexOf("via");
        String[] port = line.get(via < 0 ? arrow + 2 : via + 2).split("/");
        return new Traffic(
                Town.end(network, line.get(0)),
                Town.end(network, line.get(arrow + 1)),
                port[0].toLowerCase(Locale.ROOT),
                Integer.parseInt(port[1]),
                via < 0 ? null : Cluster.ip(line.get(via + 1)),
                line.contains("hidden"));
    }

    @Test
    void everyClauseHasACaseAndEveryCaseAClause() {
        Set<String> clauses = clauses().keySet();
        Set<String> named = new TreeSet<>();
        cases().forEach(one -> {
            assertThat(one.clauses()).as(one.toString()).isNotEmpty();
            named.addAll(one.clauses());
        });
        assertThat(named).isEqualTo(clauses);
    }

    private static Map<String, String> clauses() {
        Map<String, String> clauses = new TreeMap<>();
        for (String line : read("clauses.table").split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split("\\|", 2);
                assertThat(clauses.put(columns[0].trim(), columns[1].trim()))
                        .as(line)
                        .isNull();
            }
        }
        return clauses;
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String file : FILES) {
            for (String text : read(file).split("(?m)^# case: ")) {
                if (!text.isBlank()) {
                    cases.add(parsed(file, text));
                }
            }
        }
        return cases.stream();
    }

    private static Case parsed(String file, String text) {
        Set<String> clauses = new TreeSet<>();
        List<String> expected = new ArrayList<>();
        String refused = null;
        String enforcement = "assumed";
        for (String line : text.split("\n")) {
            if (line.startsWith("# clause: ")) {
                clauses.addAll(List.of(line.substring(10).split(" ")));
            } else if (line.startsWith("# refused: ")) {
                refused = line.substring(11);
            } else if (line.startsWith("# enforcement: ")) {
                enforcement = line.substring(15);
            } else if (line.startsWith("# ")) {
                expected.add(line.substring(2));
            }
        }
        assertThat(expected.isEmpty()).as(text).isEqualTo(refused != null);
        String title = text.lines().findFirst().orElse("");
        return new Case(file, title, clauses, refused, enforcement, expected, text.substring(title.length()));
    }

    private static String read(String file) {
        try (InputStream in = ClausesTest.class.getResourceAsStream("clauses/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }
}
