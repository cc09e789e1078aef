package io.kinglet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.explain.Explanation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A program asks the server within itself who reaches what, and sees an edit at once. */
class ClusterDnsExplainTest {

    private static final String SHUT = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, ingress: []}
            """;

    private static String town() throws Exception {
        return Files.readString(
                Path.of(Objects.requireNonNull(ClusterDnsExplainTest.class.getResource("explain/town.yaml"))
                        .toURI()));
    }

    @Test
    void policyThatIsEditedIsFollowedAtOnce() throws Exception {
        try (ClusterDns dns = ClusterDns.builder().manifest(town()).start()) {
            assertThat(dns.reachable("shop/client", "web.shop:80")).isTrue();
            assertThat(dns.reachable("lab/probe", "web.shop:80")).isFalse();
            dns.cluster().applyYaml(SHUT);
            Explanation told = dns.explain("shop/client", "web.shop:80");
            assertThat(told.outcome()).isEqualTo(Explanation.Outcome.UNREACHABLE);
            assertThat(told.resolution().found()).isNotNull();
            assertThat(told.ways()
                            .get(0)
                            .ports()
                            .get(0)
                            .groups()
                            .get(0)
                            .verdict()
                            .opening())
                    .isNotNull();
        }
    }

    @Test
    void manifestsOnDiskAreExplained() throws Exception {
        Path town = Path.of(Objects.requireNonNull(ClusterDnsExplainTest.class.getResource("explain/town.yaml"))
                .toURI());
        try (ClusterDns dns = ClusterDns.builder().manifests(town).start()) {
            assertThat(dns.explain("shop/client", "wbe.shop").outcome()).isEqualTo(Explanation.Outcome.NOT_FOUND);
            assertThat(dns.reachable("shop/client", "web.shop:80")).isTrue();
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        try (ClusterDns dns = ClusterDns.builder().manifest(town()).start()) {
            assertThatThrownBy(() -> dns.explain("shop/clint", "web.shop"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("client");
            assertThatThrownBy(() -> dns.explain("shop/client", "web.shop:"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
