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
import io.kinglet.conformance.fixture.NetworkFacts;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.PolicyTypes;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.watch.ClusterWatch;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.k8s.watch.WatchConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The objects of the chart on a real API server: it takes them, and their rights and their Corefile are enough to serve. */
@Tag("way:chart-on-the-API-server")
@ExtendWith(SharedControlPlane.class)
class ChartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static String golden(String values) throws IOException {
        return Files.readString(Peers.module().resolveSibling("charts/kinglet/ci/" + values + ".golden.yaml"));
    }

    @AfterEach
    void removeAll(ControlPlane plane) {
        plane.objects().hold(List.of());
    }

    @Test
    void theChartsRightsAndCorefileServeTheCluster(ControlPlane plane) throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            plane.objects().hold(List.of(golden("default")));
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
            mayDoNothingElse(plane, token);

            DaemonPorts ports = DaemonPorts.free();
            String connection = "kubeconfig " + kubeconfig(plane, token);
            try (KingletProcess daemon = KingletProcess.start(
                    ports.in(corefile(admin), connection, upstream.address()), ports, plane.objects())) {
                await("the daemon is ready").atMost(PATIENCE).until(() -> daemon.ready() == 200);
            }
        }
    }

    @Test
    void theRightsToExplainReadEveryKindAndNoMore(ControlPlane plane) throws IOException {
        PolicyTypes.define(plane.client());
        plane.objects().hold(List.of(golden("explain"), facts()));
        String token = token(plane.client());
        NetworkFacts read = new NetworkFacts("facts");
        try (ClusterWatch watch =
                new ClusterWatch(WatchConfig.kubeconfig(kubeconfig(plane, token), null), RestObserver.NONE)) {
            watch.start(ClusterScope.ofNetwork(), read);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read.kinds()).isEqualTo(Kind.network()));
            assertThat(watch.status().values()).allMatch(status -> status.synced() && status.connected());

            plane.objects()
                    .apply("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                            + "metadata: {name: later, namespace: facts}\nspec: {podSelector: {}}\n");
            await("what is watched")
                    .atMost(PATIENCE)
                    .until(() -> read.object(Kind.NETWORK_POLICY, "facts", "later") != null);
        }
        try (KubernetesClient kinglet = client(plane, token)) {
            assertForbidden(() -> kinglet.secrets().inAnyNamespace().list());
            assertForbidden(() -> kinglet.configMaps().inAnyNamespace().list());
            assertForbidden(() -> kinglet.nodes().list());
            assertForbidden(
                    () -> kinglet.pods().inNamespace("facts").withName("web-0").delete());
            assertForbidden(() -> kinglet.network()
                    .v1()
                    .networkPolicies()
                    .inNamespace("facts")
                    .withName("later")
                    .delete());
        }
    }

    @Test
    void theChartsCorefileExplainsWithTheRightsTheChartGives(ControlPlane plane) throws Exception {
        PolicyTypes.define(plane.client());
        plane.objects().hold(List.of(golden("explain"), facts()));
        DaemonPorts ports = DaemonPorts.free();
        String connection = "kubeconfig " + kubeconfig(plane, token(plane.client()));
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletProcess daemon = KingletProcess.start(
                        ports.in(corefile(plane.client()), connection, upstream.address()), ports, plane.objects())) {
            await("the daemon is ready").atMost(PATIENCE).until(() -> daemon.ready() == 200);
            await("all kinds have been listed")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(explainSynced(ports.metrics()))
                            .hasSize(Kind.network().size())
                            .allMatch(line -> line.endsWith(" 1")));
            assertThat(daemon.output()).doesNotContainIgnoringCase("forbidden");
        }
    }

    private static List<String> explainSynced(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("kinglet_explain_synced{"))
                .toList();
    }

    /** One object of each kind, for a kind that may not be read and one there is none of look the same. */
    private static String facts() throws IOException {
        return Files.readString(Peers.module().resolve("src/test/resources/network/facts.yaml"));
    }

    private static String corefile(KubernetesClient admin) {
        return admin.configMaps()
                .inNamespace("kube-system")
                .withName("coredns")
                .get()
                .getData()
                .get("Corefile");
    }

    private static String token(KubernetesClient admin) {
        return admin.serviceAccounts()
                .inNamespace("kube-system")
                .withName("kinglet")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }

    private static void mayDoNothingElse(ControlPlane plane, String token) {
        try (KubernetesClient kinglet = client(plane, token)) {
            assertThat(kinglet.services().inAnyNamespace().list().getItems()).isNotEmpty();
            assertForbidden(() -> kinglet.secrets().inAnyNamespace().list());
            assertForbidden(() -> kinglet.pods().inAnyNamespace().list());
            assertForbidden(() ->
                    kinglet.network().v1().networkPolicies().inAnyNamespace().list());
        }
    }

    private static KubernetesClient client(ControlPlane plane, String token) {
        Config own = new ConfigBuilder(plane.client().getConfiguration())
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(own).build();
    }

    private static void assertForbidden(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("forbidden");
    }

    private static Path kubeconfig(ControlPlane plane, String token) throws IOException {
        String text = Files.readString(plane.dnsKubeconfig()).replaceAll("token: \\S+", "token: " + token);
        return Files.writeString(Peers.scratchFile("kubeconfig"), text);
    }
}
