package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.DaemonPorts;
import io.kinglet.conformance.fixture.KingletProcess;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The objects of the chart on a real API server: it takes them, and their rights and their Corefile are enough to serve. */
@Tag("way:chart-on-the-API-server")
class ChartTest {

    private static final Path GOLDEN = Peers.module().resolveSibling("charts/kinglet/ci/default.golden.yaml");

    @Test
    void theChartsRightsAndCorefileServeTheCluster() throws IOException {
        Peers.needControlPlane();
        try (ControlPlane plane = ControlPlane.start();
                ScriptedUpstream upstream = ScriptedUpstream.start()) {
            plane.objects().hold(List.of(Files.readString(GOLDEN)));
            KubernetesClient admin = plane.client();
            assertThat(admin.apps()
                            .deployments()
                            .inNamespace("kube-system")
                            .withName("kinglet")
                            .get())
                    .isNotNull();
            assertThat(admin.services()
                            .inNamespace("kube-system")
                            .withName("kube-dns")
                            .get()
                            .getSpec()
                            .getClusterIP())
                    .startsWith("10.96.");

            String token = token(admin);
            mayDoNothingElse(admin, token);

            String corefile = admin.configMaps()
                    .inNamespace("kube-system")
                    .withName("coredns")
                    .get()
                    .getData()
                    .get("Corefile");
            DaemonPorts ports = DaemonPorts.free();
            String connection = "kubeconfig " + kubeconfig(plane, token);
            try (KingletProcess daemon =
                    KingletProcess.start(ports.in(corefile, connection, upstream.address()), ports, plane.objects())) {
                await("the daemon is ready").atMost(Duration.ofSeconds(30)).until(() -> daemon.ready() == 200);
            }
        }
    }

    private static String token(KubernetesClient admin) {
        return admin.serviceAccounts()
                .inNamespace("kube-system")
                .withName("kinglet")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }

    private static void mayDoNothingElse(KubernetesClient admin, String token) {
        Config own = new ConfigBuilder(admin.getConfiguration())
                .withOauthToken(token)
                .build();
        try (KubernetesClient kinglet =
                new KubernetesClientBuilder().withConfig(own).build()) {
            assertThat(kinglet.services().inAnyNamespace().list().getItems()).isNotEmpty();
            assertThatThrownBy(() -> kinglet.secrets().inAnyNamespace().list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
            assertThatThrownBy(() -> kinglet.pods().inAnyNamespace().list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    private static Path kubeconfig(ControlPlane plane, String token) throws IOException {
        String text = Files.readString(plane.dnsKubeconfig()).replaceAll("token: \\S+", "token: " + token);
        return Files.writeString(Peers.scratchFile("kubeconfig"), text);
    }
}
