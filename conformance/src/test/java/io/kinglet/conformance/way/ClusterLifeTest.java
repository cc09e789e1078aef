package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.ask.DigClient;
import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.DaemonPorts;
import io.kinglet.conformance.fixture.KingletProcess;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.rpl.CaseReader;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The daemon with kubeadm's Corefile, on a control plane that comes and goes; asked with dig over UDP and TCP. */
@Tag("way:life-of-a-cluster")
class ClusterLifeTest {

    private static final Path RESOURCES = Peers.module().resolve("src/test/resources/daemon");

    @Test
    void followsTheClusterAndOutlivesTheApiServer() throws Exception {
        DigClient dig = Peers.dig();
        Peers.needControlPlane();
        try (ControlPlane plane = ControlPlane.start();
                ScriptedUpstream upstream = ScriptedUpstream.start()) {
            plane.objects().hold(scenario("life").manifests());
            try (KingletProcess daemon = daemon(plane, upstream)) {
                await("the daemon is ready").atMost(Duration.ofSeconds(30)).until(() -> daemon.ready() == 200);
                assertThat(daemon.health()).isEqualTo(200);
                play(dig, "life", daemon);

                plane.stopApiServer();
                play(dig, "lost", daemon);

                plane.startAgain();
                play(dig, "back", daemon);
                assertThat(daemon.terminate()).isZero();
            }
        }
    }

    @Test
    void startsWithoutTheApiServerAndFindsIt() throws Exception {
        DigClient dig = Peers.dig();
        Peers.needControlPlane();
        try (ControlPlane plane = ControlPlane.start();
                ScriptedUpstream upstream = ScriptedUpstream.start()) {
            plane.objects().hold(scenario("life").manifests());
            plane.stopApiServer();
            try (KingletProcess daemon = daemon(plane, upstream)) {
                await("the daemon is up").atMost(Duration.ofSeconds(30)).until(() -> daemon.ready() == 503);
                await("it listens").atMost(Duration.ofSeconds(10)).until(() -> listens(dig, daemon));
                play(dig, "unreachable", daemon);
                assertThat(daemon.ready()).isEqualTo(503);

                plane.startAgain();
                await("the daemon is ready").atMost(Duration.ofSeconds(5)).until(() -> daemon.ready() == 200);
                play(dig, "lost", daemon);
            }
        }
    }

    private static boolean listens(DigClient dig, KingletProcess daemon) {
        return new ScenarioRunner(dig, Cases.SOCKET, Duration.ZERO)
                .run(scenario("unreachable"), daemon).stream()
                        .noneMatch(finding -> finding.toString().contains("refused")
                                || finding.toString().contains("no reply"));
    }

    private static KingletProcess daemon(ControlPlane plane, ScriptedUpstream upstream) throws IOException {
        DaemonPorts ports = DaemonPorts.free();
        String corefile = ports.in(text("kubeadm.corefile"), "kubeconfig " + plane.dnsKubeconfig(), upstream.address());
        return KingletProcess.start(corefile, ports, plane.objects());
    }

    private static void play(DigClient dig, String name, KingletProcess daemon) {
        Cases.none(new ScenarioRunner(dig, Cases.SOCKET, Cases.PATIENCE).run(scenario(name), daemon));
    }

    private static Case scenario(String name) {
        Path clusters = Peers.module().resolve("src/main/resources");
        return new CaseReader(path -> read(clusters.resolve(path)), Map.of()).read(name, text(name + ".rpl"));
    }

    private static String text(String name) {
        return read(RESOURCES.resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
