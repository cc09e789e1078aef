package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodNamesTest {

    private static List<Boolean> kept(String first, String second) {
        return Plans.of("a.test {\nkubernetes cluster.local {\npods verified\n}\n" + first.replace("; ", "\n")
                        + "\n}\nb.test {\nkubernetes cluster.local {\npods " + second + "\n}\n}\n")
                .blocks()
                .stream()
                .flatMap(it -> it.all(KubernetesDirective.class).stream())
                .map(it -> it.config().index().podNames())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metadata; log . "{/kubernetes/client-pod-name}"                              | true
            metadata; dnstap /tmp/s { ; extra "{/kubernetes/client-pod-name}"; }         | true
            metadata; view v { ; expr metadata('kubernetes/client-pod-name') == 'a'; }   | true
            metadata; template ANY ANY { ; rcode NXDOMAIN; answer "{{ .Meta \\"kubernetes/client-pod-name\\" }} 1 IN A 1.1.1.1"; } | true
            metadata; log . "{/kubernetes/client-namespace}"                             | false
            log . "{/kubernetes/client-pod-name}"                                        | false
            """)
    void namesAreKeptForWhoeverWritesThem(String lines, boolean kept) {
        // One cluster of two blocks is read once, so both keep them.
        assertThat(kept(lines, "verified")).containsExactly(kept, kept);
        assertThat(kept(lines, "insecure")).containsExactly(kept, false);
    }
}
