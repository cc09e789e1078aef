package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake of mistakes.table is answered at its place; a case is the body of a block, then {@code --- line:column message}. */
class ServerPlanTest {

    record Case(String body, String expected) {
        @Override
        public String toString() {
            return body.strip().replace("\n", " / ");
        }
    }

    static List<Case> mistakes() throws IOException {
        try (InputStream in = ServerPlanTest.class.getResourceAsStream("mistakes.table")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(table.split("(?m)^===\n"))
                    .filter(it -> !it.isBlank())
                    .map(it -> {
                        List<String> lines = Arrays.asList(it.split("\n"));
                        String last = lines.get(lines.size() - 1);
                        return new Case(
                                String.join("\n", lines.subList(0, lines.size() - 1)) + "\n",
                                last.substring("--- ".length()));
                    })
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsExplainedAtItsPlace(Case each) {
        List<CorefileException> problems =
                Plans.check(". {\n" + each.body + "}\n").problems();
        assertThat(problems)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("Corefile:" + each.expected.replaceFirst(" ", ": "));
    }

    @Test
    void everyMistakeIsFoundInTheOrderWritten() {
        assertThat(Plans.check("a.test {\n whoami x\n errrors\n cache 0\n}\nb.test {\n nomad\n}\n")
                        .problems())
                .extracting(it -> it.position().line())
                .containsExactly(2, 3, 4, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forward a.test 192.0.2.1\nforward . 192.0.2.2",
                "forward . 192.0.2.1 {\nexcept b.a.test\n}\nforward a.test 192.0.2.2",
                "forward . 192.0.2.1 {\nexcept a.test\n}\nforward b.a.test 192.0.2.2",
                "forward . 192.0.2.1 {\nnext NXDOMAIN\n}\nforward . 192.0.2.2",
                "forward . 192.0.2.1 {\nnext_on_nodata\n}\nforward . 192.0.2.2"
            })
    void aSecondForwardThatMayBeAskedIsNotWarnedOf(String directives) {
        assertThat(Plans.warnings(directives)).isEmpty();
    }

    @Test
    void metricsAtOneAddressAreEncryptedInOneWay(@TempDir Path folder) throws IOException {
        Path a = Files.writeString(folder.resolve("a"), "tls_server_config: {cert_file: a, key_file: a}");
        Path b = Files.copy(a, folder.resolve("b"));
        String blocks =
                "a.test {\nprometheus :9153 {\ntls " + a + "\n}\n}\nb.test {\nprometheus :9153 {\ntls %s\n}\n}\n";
        assertThat(Plans.check(blocks.formatted(a)).problems()).isEmpty();
        assertThat(Plans.check(blocks.formatted(b)).problems())
                .singleElement()
                .extracting(CorefileException::getMessage)
                .asString()
                .startsWith("Corefile:8:5: `" + b + "` is about metrics at :9153, for which Corefile:3:5 names `" + a);
    }

    @Test
    void planOfABrokenCorefileIsItsFirstMistake() {
        assertThatThrownBy(() -> Plans.of(". {\n whoami x\n errrors\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith("Corefile:2:9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            health ; health :8081            | 2:1 `health` has no effect, the one at Corefile:3:2 counts
            reload ; reload 5s               | 3:2 `reload` has no effect, the one at Corefile:2:1 counts
            cancel ; cancel 1s                | 2:1 `cancel` has no effect, the one at Corefile:3:2 counts
            any ; any                         | 3:2 `any` has no effect, the one at Corefile:2:1 counts
            cache abc                         | 2:7 `abc` is taken as a zone; the longest TTL is a number of seconds
            cache 30s                         | 2:7 `30s` is taken as a zone; the longest TTL is a number of seconds
            log stdout                        | 2:5 `stdout` is taken as a name, and queries for others are not logged
            pprof                             | 2:1 `pprof` is about Go's runtime and nothing listens on localhost:6053
            root /no/such/folder              | 2:6 this machine has no folder `/no/such/folder` now
            view all                          | 2:1 `view` has no `expr`, so the block takes every query
            dns64 64:ff9b:0:0:100::/96        | 2:7 bits 64 to 71 of a prefix are zero
            loadbalance weighted /no/such     | 2:22 this machine has no file `/no/such` now; until it has, all addresses
            forward . 192.0.2.1 { ; health_check 0s ; } | 3:2 `health_check 0s` is read as 10ms
            forward . 192.0.2.1 ; forward . 192.0.2.2 | 3:2 `forward` is never asked for .: the one for . at Corefile:2:1
            forward . 192.0.2.1 ; forward a.test 192.0.2.2 | 3:2 `forward` is never asked for a.test.: the one for .
            bind no-such-interface            | 2:6 this machine has no interface `no-such-interface`
            """)
    void whatHasNoEffectIsWarnedOf(String directive, String warning) {
        assertThat(Plans.warnings(directive.replace(" ; ", "\n ")))
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @ParameterizedTest
    @CsvSource({"kubeadm,", "eks,", "rke2,", "nodelocal,", "minikube,", "k3s,", "gardener,", "aks,", "openshift,"})
    void corefileOfADistributionIsUnderstoodButForWhatIsAbsent(String name, String absent) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(Corefile.class.getResource("real/" + name + ".corefile"))
                .toURI());
        List<CorefileException> problems =
                ServerPlan.check(Corefile.parse(file, Options.ofProcess())).problems();
        if (absent == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anyMatch(it -> it.problem().contains("`" + absent + "`"));
        }
    }
}
