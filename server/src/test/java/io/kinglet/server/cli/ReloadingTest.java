package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.ServerConfig;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private DnsServer server;
    private Reloading reloading;

    private void corefile(String text) throws IOException {
        Files.writeString(folder.resolve("Corefile"), text);
    }

    private void start(String text) throws IOException {
        corefile(text);
        CorefileInput input = CorefileInput.of(folder.resolve("Corefile").toString(), 0);
        TransportLimits usual = TransportLimits.standard();
        server = DnsServer.start(
                input.read().findings().plan(),
                new ServerConfig(
                        new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write()),
                        connection -> new InMemoryCluster().reader(),
                        InetAddress.getLoopbackAddress(),
                        port -> port,
                        true,
                        metrics,
                        loop -> {}));
        reloading = new Reloading(input, server);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private int failures() {
        return metrics.page()
                .lines()
                .filter(it -> it.startsWith("coredns_reload_failed_total "))
                .mapToInt(it -> (int) Double.parseDouble(it.substring(it.indexOf(' '))))
                .sum();
    }

    private int blocks() {
        return server.plan().blocks().size();
    }

    @Test
    void nothingIsServedAnewWhenNothingHasChanged() throws Exception {
        start(". {\n whoami\n reload\n}\n");
        ServerPlan before = server.plan();
        reloading.look();
        corefile("# a comment\n. {\n whoami\n reload\n}\n");
        reloading.look();
        assertThat(server.plan()).isSameAs(before);
        assertThat(failures()).isZero();
    }

    @Test
    void editsOfTheCorefileAndOfWhatItImportsAreTakenUp() throws Exception {
        Files.writeString(folder.resolve("a.server"), "a.test {\n whoami\n}\n");
        start(". {\n whoami\n}\nimport *.server\n");
        Files.writeString(folder.resolve("b.server"), "b.test {\n whoami\n}\n");
        reloading.look();
        assertThat(blocks()).isEqualTo(3);
        Files.writeString(folder.resolve("b.server"), "b.test {\n whoami\n}\nc.test {\n whoami\n}\n");
        reloading.look();
        assertThat(blocks()).isEqualTo(4);
        Files.delete(folder.resolve("a.server"));
        reloading.look();
        assertThat(blocks()).isEqualTo(3);
    }

    @Test
    void aPortThatComesFreeIsTakenAtALaterLook() throws Exception {
        start(". {\n whoami\n}\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            corefile(". {\n whoami\n health 127.0.0.1:" + taken.getLocalPort() + "\n}\n");
            reloading.look();
            reloading.look();
            assertThat(server.pages("/health")).isEmpty();
            // The same complaint is not counted, and not logged, at each look.
            assertThat(failures()).isOne();
        }
        reloading.look();
        assertThat(server.pages("/health")).hasSize(1);
        assertThat(failures()).isOne();
    }

    @Test
    void aFileThatComesBackIsTakenUpAtALaterLook() throws Exception {
        start(". {\n whoami\n}\n");
        corefile(". {\n whoami\n}\nimport other\n");
        reloading.look();
        assertThat(blocks()).isOne();
        assertThat(failures()).isOne();
        Files.writeString(folder.resolve("other"), "a.test {\n whoami\n}\n");
        reloading.look();
        assertThat(blocks()).isEqualTo(2);
    }

    @Test
    void aCorefileThatIsGoneLeavesWhatWasServed() throws Exception {
        start(". {\n whoami\n}\n");
        Files.delete(folder.resolve("Corefile"));
        reloading.look();
        reloading.reload("SIGUSR1");
        assertThat(blocks()).isOne();
        assertThat(failures()).isEqualTo(2);
    }

    @Test
    void pagesOfBeforeStayWhenTheirPortCannotBeTakenInAnotherWay() throws Exception {
        start(". {\n whoami\n health 127.0.0.1:0\n}\n");
        InetSocketAddress page = server.pages("/health").get(0);
        // The port is given up for another address of the same port, which this machine has not.
        corefile(". {\n whoami\n health 192.0.2.1:" + page.getPort() + "\n}\n");
        reloading.look();
        assertThat(failures()).isOne();
        assertThat(server.pages("/health")).containsExactly(page);
    }

    @Test
    void looksComeAfterTheIntervalLongerOrShorterByHalfOfTheJitter() throws Exception {
        start(". {\n whoami\n reload 10s 4s\n}\n");
        assertThat(Duration.ofNanos(reloading.nanosToNextLook()))
                .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(12));
        corefile(". {\n whoami\n reload 60s 0s\n}\n");
        reloading.look();
        assertThat(Duration.ofNanos(reloading.nanosToNextLook()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
}
