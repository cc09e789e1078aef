package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid Corefiles with a few octets deleted, inserted or swapped parse or fail with a place, and soon. */
class CorefileMutationTest {
    private static final Options OPTIONS = new Options(
            53,
            name -> null,
            FileReader.inMemory(Map.of("custom/a.override", "log\n", "custom/a.server", "a. {\n}\n")));

    @ParameterizedTest
    @ValueSource(strings = {"kubeadm", "aks", "openshift", "gardener", "nodelocal", "minikube"})
    void mutantParsesOrFailsWithAPlace(String name) throws IOException {
        String valid = text(name);
        assertThat(Corefile.parse(name, valid, OPTIONS).blocks()).isNotEmpty();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int[] failed = {0};
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 1500; i++) {
                failed[0] += parse(Mutants.of(valid, random)) ? 0 : 1;
            }
        });
        assertThat(failed[0]).as("mutants refused").isBetween(50, 1450);
    }

    private static boolean parse(String text) {
        try {
            Corefile.parse("Corefile", text, OPTIONS);
            return true;
        } catch (CorefileException e) {
            assertThat(e.position().line()).isBetween(1, (int) text.lines().count() + 1);
            assertThat(e.problem()).isNotBlank().hasSizeLessThan(600);
            return false;
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = CorefileMutationTest.class.getResourceAsStream("real/" + name + ".corefile")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
