package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zone files and folders of them are read, read again when they change, and survive mistakes. */
class ZonesServedTest {

    private final Metrics metrics = new Metrics();
    private DnsServer server;

    @TempDir
    Path folder;

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

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private String ask(String question) {
        return Asked.over(server.addresses().get(0), false, question);
    }

    private void write(String name, int serial, String records) throws IOException {
        Path fresh = Files.writeString(
                folder.resolve("fresh"), "@ 60 SOA ns admin " + serial + " 7200 1800 86400 60\n" + records + "\n");
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void fileWithAnotherSerialIsServedAndABrokenOneIsNot() throws IOException {
        write("db.a", 1, "www A 192.0.2.1");
        start(". {\nprometheus 127.0.0.1:0\nfile " + folder.resolve("db.a") + " a.test {\nreload 100ms\n}\n}\n");
        assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
        assertThat(ask("www.b.test. A")).isEqualTo("REFUSED");

        write("db.a", 2, "www A 192.0.2.999");
        await().untilAsserted(() -> assertThat(metrics.page()).contains("kinglet_zone_file_failures_total 1\n"));
        assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");

        write("db.a", 3, "www A 192.0.2.3");
        await().untilAsserted(() -> assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.3"));
    }

    @Test
    void withoutReloadByMtimeTheSameSerialIsTheSameZone() throws IOException {
        write("db.a", 1, "www A 192.0.2.1");
        write("db.b", 1, "www A 192.0.2.1");
        start(". {\nfile " + folder.resolve("db.a") + " a.test {\nreload 100ms\n}\nfile " + folder.resolve("db.b")
                + " b.test {\nreload 100ms\nreload_by_mtime\n}\n}\n");
        write("db.a", 1, "www A 192.0.2.2");
        write("db.b", 1, "www A 192.0.2.2");
        await().untilAsserted(() -> assertThat(ask("www.b.test. A")).isEqualTo("NOERROR 192.0.2.2"));
        assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
    }

    @Test
    void fileThatComesLaterIsServed() throws IOException {
        start("a.test {\nfile " + folder.resolve("db.a") + " {\nreload 100ms\n}\n}\n");
        assertThat(ask("www.a.test. A")).isEqualTo("SERVFAIL");
        write("db.a", 1, "www A 192.0.2.1");
        await().untilAsserted(() -> assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1"));
    }

    @Test
    void brokenFileKeepsTheServerFromStarting() throws IOException {
        write("db.a", 1, "www A 192.0.2.999");
        assertThatThrownBy(() -> start("a.test {\nfile " + folder.resolve("db.a") + "\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining(":2:1: `file`: " + folder.resolve("db.a") + ":2: Invalid address: 192.0.2.999");
        assertThatThrownBy(() -> start("a.test {\nfile " + folder.resolve("none") + " {\nreload 0\n}\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void zonesOfAFolderComeAndGoWithTheirFiles() throws IOException {
        write("db.a.test", 1, "www A 192.0.2.1");
        write("db.broken.test", 1, "www B 192.0.2.1");
        start(". {\nprometheus 127.0.0.1:0\nauto test {\ndirectory " + folder
                + "\nreload 100ms\n}\nerratic {\ndrop 0\n}\n}\n");
        assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
        assertThat(ask("www.broken.test. A")).isNotEqualTo("SERVFAIL");
        assertThat(metrics.page()).contains("kinglet_zone_file_failures_total 1\n");

        write("db.b.test", 1, "www A 192.0.2.2");
        write("db.broken.test", 2, "www A 192.0.2.3");
        await().untilAsserted(() -> assertThat(ask("www.b.test. A")).isEqualTo("NOERROR 192.0.2.2"));
        await().untilAsserted(() -> assertThat(ask("www.broken.test. A")).isEqualTo("NOERROR 192.0.2.3"));

        Files.delete(folder.resolve("db.a.test"));
        await().untilAsserted(() -> assertThat(ask("www.a.test. A")).isNotEqualTo("NOERROR 192.0.2.1"));
    }

    @Test
    void versionsOfAKubernetesVolumeAreReadThroughTheirLink() throws IOException {
        Path version = Files.createDirectory(folder.resolve("..2026_1"));
        write("..2026_1/db.a.test", 1, "www A 192.0.2.1");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(folder.resolve("db.a.test"), Path.of("..data/db.a.test"));
        start("test {\nauto {\ndirectory " + folder + "\nreload 100ms\n}\n}\n");
        assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");

        Path next = Files.createDirectory(folder.resolve("..2026_2"));
        write("..2026_2/db.a.test", 2, "www A 192.0.2.2");
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await().untilAsserted(() -> assertThat(ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.2"));
    }
}
