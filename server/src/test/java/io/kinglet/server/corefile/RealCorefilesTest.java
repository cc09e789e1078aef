package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of Corefile that distributions ship. */
class RealCorefilesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubeadm    | dns://.:53                       | 10
            eks        | dns://.:53                       | 10
            k3s        | dns://.:53                       | 11
            rke2       | dns://.:53                       | 10
            minikube   | dns://.:53                       | 12
            gardener   | dns://.:8053,dns://corp.example.:53 | 16
            aks        | dns://.:53,dns://corp.example.:53 | 16
            openshift  | dns://corp.example.:5353,dns://.:5353,dns://hostname.bind.:5353 | 17
            nodelocal  | dns://cluster.local.:53,dns://in-addr.arpa.:53,dns://ip6.arpa.:53,dns://.:53 | 29
            """)
    void corefileOfADistributionParses(String name, String keys, int directives) {
        Corefile corefile = parse(name);
        List<String> found = corefile.blocks().stream()
                .flatMap(block -> block.keys().stream())
                .map(ServerKey::toString)
                .toList();
        assertThat(String.join(",", found)).isEqualTo(keys);
        assertThat(corefile.blocks().stream()
                        .mapToInt(block -> block.directives().size())
                        .sum())
                .isEqualTo(directives);
    }

    @Test
    void bodyOfTheKubernetesDirectiveIsKept() {
        Directive kubernetes =
                parse("kubeadm").blocks().get(0).named("kubernetes").get(0);
        assertThat(kubernetes.arguments())
                .extracting(Token::text)
                .containsExactly("cluster.local", "in-addr.arpa", "ip6.arpa");
        assertThat(kubernetes.body()).extracting(Directive::name).containsExactly("pods", "fallthrough", "ttl");
        assertThat(kubernetes.body().get(2).position().line()).isEqualTo(10);
    }

    @Test
    void overridesOfAksStandInTheBlockThatImportsThem() {
        Directive log = parse("aks").blocks().get(0).named("log").get(0);
        assertThat(log.position().toString()).endsWith("custom/log.override:1:1");
    }

    @Test
    void regularExpressionsKeepTheirBackslashes() {
        Directive template = parse("aks").blocks().get(0).named("template").get(0);
        assertThat(template.body().get(0).arguments().get(0).text())
                .isEqualTo("^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$");
    }

    @Test
    void k3sWithoutCustomFilesOnlyWarns() {
        assertThat(parse("k3s").warnings())
                .extracting(Warning::message)
                .containsExactly(
                        "no file matches the pattern `/etc/coredns/custom/*.override`",
                        "no file matches the pattern `/etc/coredns/custom/*.server`");
    }

    private static Corefile parse(String name) {
        try {
            Path file =
                    Path.of(Objects.requireNonNull(RealCorefilesTest.class.getResource("real/" + name + ".corefile"))
                            .toURI());
            return Corefile.parse(file, Options.ofProcess());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
