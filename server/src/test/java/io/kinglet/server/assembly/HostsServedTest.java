package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hosts file is read, read again when it changes, and shown. */
class HostsServedTest {

    private final Metrics metrics = new Metrics();
    private DnsServer server;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("NodeHosts");
    }

    private void start(String corefile) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(
                        limits,
                        ClusterSources.named(RestObserver.NONE),
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        false,
                        metrics,
                        loop -> {}));
    }

    private String corefile(String options) {
        return ". {\nprometheus 127.0.0.1:0\nhosts " + file + " {\n" + options
                + "\nreload 100ms\n}\nerratic {\ndrop 0\n}\n}\n";
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private String ask(String question) {
        return Asked.over(server.addresses().get(0), false, question);
    }

    @Test
    void aFileThatChangesIsReadAgain() throws IOException {
        Files.writeString(file, "10.0.0.1 node1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        start(corefile("10.0.0.9 inline"));

        assertThat(ask("node1. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(ask("node2. A")).isEqualTo("SERVFAIL");
        assertThat(metrics.page())
                .contains("coredns_hosts_entries{hostsfile=\"" + file + "\"} 4\n")
                .contains("coredns_hosts_reload_timestamp_seconds 1.7e+09\n")
                .contains("coredns_plugin_enabled{name=\"hosts\",");

        Path fresh = Files.writeString(folder.resolve("fresh"), "10.0.0.2 node2\n");
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        await("a file of the same size and age")
                .untilAsserted(() -> assertThat(ask("node2. A")).isEqualTo("NOERROR 10.0.0.2"));
        assertThat(ask("node1. A")).isEqualTo("SERVFAIL");
        assertThat(ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(ask("2.0.0.10.in-addr.arpa. PTR")).isEqualTo("NOERROR node2.");
    }

    @Test
    void aFileThatComesLaterIsRead() throws IOException {
        start(corefile("10.0.0.9 inline\nfallthrough"));

        assertThat(ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(ask("node1. A")).as("passed on").isEqualTo("NOERROR 192.0.2.53");
        assertThat(metrics.page()).contains("coredns_hosts_reload_timestamp_seconds 0\n");

        Files.writeString(file, "what is this\n10.0.0.1 node1\n");
        await().untilAsserted(() -> assertThat(ask("node1. A")).isEqualTo("NOERROR 10.0.0.1"));
    }

    @Test
    void aFileThatIsTakenAwayStaysKnown() throws IOException {
        Files.writeString(file, "10.0.0.1 node1\n");
        start(corefile(""));
        Files.delete(file);
        Path other = Files.writeString(folder.resolve("other"), "10.0.0.7 other\n");
        server.reload(Plans.of(
                corefile("").replace("}\n}", "}\n}\nother.test:0 {\nhosts " + other + " . {\nreload 100ms\n}\n}")));
        assertThat(ask("node1. A")).as("a new chain knows only what is there").isEqualTo("SERVFAIL");

        Files.writeString(file, "10.0.0.1 node1\n");
        await().untilAsserted(() -> assertThat(ask("node1. A")).isEqualTo("NOERROR 10.0.0.1"));
        long modified = Files.getLastModifiedTime(file).toMillis();
        Files.delete(file);
        Files.writeString(other, "10.0.0.7 other\n10.0.0.8 more\n");
        await("a look at both files")
                .untilAsserted(() ->
                        assertThat(metrics.page()).contains("coredns_hosts_entries{hostsfile=\"" + other + "\"} 4\n"));
        assertThat(ask("node1. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(modified).isPositive();
    }
}
