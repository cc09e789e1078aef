package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.DaemonPorts;
import io.kinglet.conformance.fixture.KingletProcess;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.SharedControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is explained of objects in a real API server, by the commands and by a running daemon that follows an edited policy. */
@Tag("way:on-the-API-server")
@ExtendWith(SharedControlPlane.class)
class ExplainOnApiServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: explained}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{from: [{podSelector: {matchLabels: {app: %s}}}], ports: [{port: 8080}]}]
            """;

    @BeforeEach
    void apply(ControlPlane plane) throws IOException {
        plane.objects().apply(Files.readString(Peers.module().resolve("src/test/resources/network/explained.yaml")));
        plane.objects().apply(String.format(POLICY, "client"));
        await("the control plane derives a slice")
                .atMost(PATIENCE)
                .until(() -> plane
                        .client()
                        .discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace("explained")
                        .withLabel("kubernetes.io/service-name", "web")
                        .list()
                        .getItems()
                        .stream()
                        .anyMatch(slice -> !slice.getEndpoints().isEmpty()));
    }

    @AfterEach
    void removeAll(ControlPlane plane) {
        plane.objects().hold(List.of());
    }

    @Test
    void theCommandsSayWhatTheObjectsSay(ControlPlane plane) throws Exception {
        assertThat(kinglet(plane, "explain", "web:80", "--from", "explained/client"))
                .isEqualTo(0);
        assertThat(kinglet(plane, "explain", "web:80", "--from", "explained/probe"))
                .isEqualTo(1);
        assertThat(kinglet(plane, "explain", "wbe", "--from", "explained/client"))
                .isEqualTo(1);
        assertThat(kinglet(plane, "reach", "--from", "explained/client", "--to", "svc/explained/web", "--port", "80"))
                .isEqualTo(0);
        assertThat(kinglet(plane, "reach", "--from", "explained/probe", "--to", "svc/explained/web", "--port", "80"))
                .isEqualTo(1);
    }

    @Test
    void aRunningDaemonFollowsAnEditedPolicy(ControlPlane plane) throws Exception {
        DaemonPorts ports = DaemonPorts.free();
        String corefile = """
                .:%d {
                    ready 127.0.0.1:%d
                    kubernetes cluster.local {
                        kubeconfig %s
                    }
                    kinglet page 127.0.0.1:%d
                    kinglet explain {
                        enforcer calico
                        settle 0s
                    }
                }
                """.formatted(ports.dns(), ports.ready(), plane.adminKubeconfig(), ports.metrics());
        try (KingletProcess daemon = KingletProcess.start(corefile, ports, plane.objects())) {
            await("the daemon is ready").atMost(PATIENCE).until(() -> daemon.ready() == 200);
            await("what the policy says is known").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(outcome(ports, "explained/client")).isEqualTo("reachable");
                assertThat(outcome(ports, "explained/probe")).isEqualTo("unreachable");
            });
            plane.objects().apply(String.format(POLICY, "probe"));
            await("the edit is followed").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(outcome(ports, "explained/client")).isEqualTo("unreachable");
                assertThat(outcome(ports, "explained/probe")).isEqualTo("reachable");
            });
            String url = "http://127.0.0.1:" + ports.metrics();
            assertThat(run("explain", "web:80", "--from", "explained/probe", "--url", url))
                    .isEqualTo(0);
            assertThat(daemon.alive()).isTrue();
        }
    }

    private static String outcome(DaemonPorts ports, String from) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ports.metrics() + "/api/v1/explain?name=web:80&from=" + from);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return response.headers().firstValue("Kinglet-Outcome").orElse(response.statusCode() + " " + response.body());
    }

    private static int kinglet(ControlPlane plane, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--enforcer", "calico", "--kubeconfig", plane.adminKubeconfig().toString()));
        return run(all.toArray(String[]::new));
    }

    /** Runs a command to its end, again while a policy is so young that it may not be in force. */
    private static int run(String... words) throws IOException, InterruptedException {
        int[] code = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
            code[0] = once(words);
            return code[0] != 3;
        });
        return code[0];
    }

    private static int once(String... words) throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                "io.kinglet.server.Kinglet"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Peers.scratchFile("out").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after 60 s: " + String.join(" ", words));
        }
        return process.exitValue();
    }
}
