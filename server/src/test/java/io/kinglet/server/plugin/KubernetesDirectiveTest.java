package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.watch.TlsFiles;
import io.kinglet.k8s.watch.WatchConfig;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.PodMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesDirectiveTest {

    private static KubernetesDirective read(String directive) {
        return Plans.part(KubernetesDirective.class, directive);
    }

    private static KubernetesConfig with(String option) {
        return read("kubernetes cluster.local {\n" + option + "\n}").config();
    }

    @Test
    void defaultsAreThoseOfThePeer() {
        KubernetesDirective directive = read("kubernetes cluster.local");
        KubernetesConfig config = directive.config();
        assertThat(config).isEqualTo(KubernetesConfig.of(List.of(DomainName.parse("cluster.local."))));
        assertThat(config.ttl()).isEqualTo(5);
        assertThat(config.negativeTtl()).isEqualTo(5);
        assertThat(config.pods()).isEqualTo(PodMode.DISABLED);
        assertThat(directive.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(directive.connection()).isEqualTo(new ClusterConnection.Api(WatchConfig.inCluster()));
    }

    @Test
    void zonesAreThoseOfTheBlockUnlessNamed() {
        ServerPlan plan = Plans.of("cluster.local in-addr.arpa {\nkubernetes\n}\n");
        KubernetesDirective directive = plan.blocks().get(0).one(KubernetesDirective.class);
        assertThat(directive).isNotNull();
        assertThat(directive.config().zones()).hasToString("[cluster.local., in-addr.arpa.]");
        assertThat(read("kubernetes k8s.example 10.96.0.0/15").config().zones())
                .hasToString("[k8s.example., 96.10.in-addr.arpa., 97.10.in-addr.arpa.]");
    }

    @Test
    void everyOptionIsRead() {
        KubernetesConfig config = with("""
                pods verified
                endpoint_pod_names
                namespaces shop kube-system
                labels app in (a, b),!internal
                ttl 30
                negative_ttl 1
                zonal
                ptr_hostname_only
                ignore empty_service
                multicluster cluster.local
                fallthrough in-addr.arpa ip6.arpa
                """);
        assertThat(config.pods()).isEqualTo(PodMode.VERIFIED);
        assertThat(config.endpointPodNames()).isTrue();
        assertThat(config.namespaces()).containsExactlyInAnyOrder("shop", "kube-system");
        assertThat(config.labels()).isEqualTo("app in (a, b),!internal");
        assertThat(config.ttl()).isEqualTo(30);
        assertThat(config.negativeTtl()).isEqualTo(1);
        assertThat(config.zonal()).isTrue();
        assertThat(config.ptrHostnameOnly()).isTrue();
        assertThat(config.ignoreEmptyService()).isTrue();
        assertThat(config.multicluster()).hasToString("[cluster.local.]");
        assertThat(config.fallthrough()).hasToString("[in-addr.arpa., ip6.arpa.]");
        assertThat(config.scope().kinds()).containsExactlyInAnyOrderElementsOf(Kind.named());
    }

    @Test
    void bareFallthroughIsForEveryName() {
        assertThat(with("fallthrough").fallthrough()).containsExactly(DomainName.ROOT);
    }

    @Test
    void noEndpointsReadsNoSlices() {
        assertThat(with("noendpoints").scope().kinds()).containsExactlyInAnyOrder(Kind.SERVICE, Kind.NAMESPACE);
    }

    @Test
    void namespaceLabelsSelectWhatIsRead() {
        assertThat(with("namespace_labels team=a").scope().namespaceLabels()).isEqualTo("team=a");
    }

    @Test
    void startupTimeoutIsRead() {
        assertThat(read("kubernetes cluster.local {\nstartup_timeout 250ms\n}").startupTimeout())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void apiServerIsNamedInThreeWays() {
        assertThat(connection(
                        "endpoint https://10.0.0.1:6443\ntls c.pem k.pem ca.pem\napiserver_qps 2.5\napiserver_burst 3"
                                + "\napiserver_max_inflight 4"))
                .isEqualTo(new ClusterConnection.Api(WatchConfig.endpoint(
                                URI.create("https://10.0.0.1:6443"),
                                new TlsFiles(Path.of("c.pem"), Path.of("k.pem"), Path.of("ca.pem")))
                        .limited(2.5, 3, 4)));
        assertThat(connection("endpoint 10.0.0.1:8080"))
                .isEqualTo(new ClusterConnection.Api(WatchConfig.endpoint(URI.create("http://10.0.0.1:8080"), null)));
        assertThat(connection("kubeconfig admin.conf dev"))
                .isEqualTo(new ClusterConnection.Api(WatchConfig.kubeconfig(Path.of("admin.conf"), "dev")));
    }

    @Test
    void manifestsTakeThePlaceOfAnApiServer() {
        assertThat(connection("manifests a.yaml folder"))
                .isEqualTo(new ClusterConnection.Manifests(List.of(Path.of("a.yaml"), Path.of("folder"))));
    }

    private static ClusterConnection connection(String options) {
        return read("kubernetes cluster.local {\n" + options + "\n}").connection();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upstream 10.0.0.1              | 3:1 `upstream` of `kubernetes` has no effect any more
            resyncperiod 5m                | 3:1 `resyncperiod` of `kubernetes` has no effect any more
            transfer to *                  | 3:1 `transfer` of `kubernetes` has no effect any more
            endpoint http://a:1 http://b:1 | 3:21 only the first endpoint
            tls c k a                      | 3:1 `tls` of `kubernetes` has no effect without `endpoint`
            """)
    void whatHasNoEffectIsWarnedOf(String option, String warning) {
        assertThat(Plans.warnings("kubernetes cluster.local {\n" + option + "\n}"))
                .singleElement()
                .asString()
                .startsWith(warning);
    }
}
