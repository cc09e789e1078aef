package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.zone.ExternalConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code k8s_external} reads as; {@link ServerPlanTest} has its mistakes. */
class K8sExternalDirectiveTest {

    private static final DomainName EXAMPLE = DomainName.parse("example.org.");
    private static final DomainName REVERSE = DomainName.parse("in-addr.arpa.");

    private static ExternalConfig read(String directive) {
        return Plans.part(K8sExternalDirective.class, directive + "\nkubernetes cluster.local")
                .config();
    }

    @Test
    void alone() {
        assertThat(read("k8s_external example.org"))
                .isEqualTo(new ExternalConfig(List.of(EXAMPLE), "dns", 5, false, List.of()));
    }

    @Test
    void withEverything() {
        assertThat(read("""
                k8s_external example.org in-addr.arpa {
                    apex ns
                    ttl 0
                    headless
                    fallthrough in-addr.arpa
                }
                """)).isEqualTo(new ExternalConfig(List.of(EXAMPLE, REVERSE), "ns", 0, true, List.of(REVERSE)));
        assertThat(read("k8s_external example.org {\nfallthrough\n}").fallthrough())
                .containsExactly(DomainName.ROOT);
    }

    @Test
    void clusterIsReadWithWhatIsOutsideOnlyForThisDirective() {
        assertThat(Plans.part(KubernetesDirective.class, "kubernetes cluster.local\nk8s_external example.org")
                        .config()
                        .scope()
                        .external())
                .isTrue();
        KubernetesDirective alone = Plans.part(KubernetesDirective.class, "kubernetes cluster.local");
        assertThat(alone.config().scope().external()).isFalse();
        assertThat(alone.config().index().external()).isFalse();
    }
}
