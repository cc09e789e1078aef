package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.server.corefile.CorefileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zone files and folders of them are read, read again when they change, and survive mistakes. */
class ZonesServedTest {

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    @TempDir
    Path folder;

    private void write(String name, int serial, String records) throws IOException {
        Path fresh = Files.writeString(
                folder.resolve("fresh"), "@ 60 SOA ns admin " + serial + " 7200 1800 86400 60\n" + records + "\n");
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void fileWithAnotherSerialIsServedAndABrokenOneIsNot() throws IOException {
        write("db.a", 1, "www A 192.0.2.1");
        served.start(". {\nprometheus 127.0.0.1:0\nfile " + folder.resolve("db.a") + " a.test {\nreload 100ms\n}\n}\n");
        assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
        assertThat(served.ask("www.b.test. A")).isEqualTo("REFUSED");

        write("db.a", 2, "www A 192.0.2.999");
        await().untilAsserted(() -> assertThat(served.page()).contains("kinglet_zone_file_failures_total 1\n"));
        assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");

        write("db.a", 3, "www A 192.0.2.3");
        await().untilAsserted(() -> assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.3"));
    }

    @Test
    void withoutReloadByMtimeTheSameSerialIsTheSameZone() throws IOException {
        write("db.a", 1, "www A 192.0.2.1");
        write("db.b", 1, "www A 192.0.2.1");
        served.start(". {\nfile " + folder.resolve("db.a") + " a.test {\nreload 100ms\n}\nfile "
                + folder.resolve("db.b") + " b.test {\nreload 100ms\nreload_by_mtime\n}\n}\n");
        write("db.a", 1, "www A 192.0.2.2");
        write("db.b", 1, "www A 192.0.2.2");
        await().untilAsserted(() -> assertThat(served.ask("www.b.test. A")).isEqualTo("NOERROR 192.0.2.2"));
        assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
    }

    @Test
    void fileThatComesLaterIsServed() throws IOException {
        served.start("a.test {\nfile " + folder.resolve("db.a") + " {\nreload 100ms\n}\n}\n");
        assertThat(served.ask("www.a.test. A")).isEqualTo("SERVFAIL");
        write("db.a", 1, "www A 192.0.2.1");
        await().untilAsserted(() -> assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1"));
    }

    @Test
    void brokenFileKeepsTheServerFromStarting() throws IOException {
        write("db.a", 1, "www A 192.0.2.999");
        assertThatThrownBy(() -> served.start("a.test {\nfile " + folder.resolve("db.a") + "\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining(":2:1: `file`: " + folder.resolve("db.a") + ":2: Invalid address: 192.0.2.999");
        assertThatThrownBy(() -> served.start("a.test {\nfile " + folder.resolve("none") + " {\nreload 0\n}\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void zonesOfAFolderComeAndGoWithTheirFiles() throws IOException {
        write("db.a.test", 1, "www A 192.0.2.1");
        write("db.broken.test", 1, "www B 192.0.2.1");
        served.start(". {\nprometheus 127.0.0.1:0\nauto test {\ndirectory " + folder
                + "\nreload 100ms\n}\nerratic {\ndrop 0\n}\n}\n");
        assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");
        assertThat(served.ask("www.broken.test. A")).isNotEqualTo("SERVFAIL");
        assertThat(served.page()).contains("kinglet_zone_file_failures_total 1\n");

        write("db.b.test", 1, "www A 192.0.2.2");
        write("db.broken.test", 2, "www A 192.0.2.3");
        await().untilAsserted(() -> assertThat(served.ask("www.b.test. A")).isEqualTo("NOERROR 192.0.2.2"));
        await().untilAsserted(() -> assertThat(served.ask("www.broken.test. A")).isEqualTo("NOERROR 192.0.2.3"));

        Files.delete(folder.resolve("db.a.test"));
        await().untilAsserted(() -> assertThat(served.ask("www.a.test. A")).isNotEqualTo("NOERROR 192.0.2.1"));
    }

    @Test
    void versionsOfAKubernetesVolumeAreReadThroughTheirLink() throws IOException {
        Path version = Files.createDirectory(folder.resolve("..2026_1"));
        write("..2026_1/db.a.test", 1, "www A 192.0.2.1");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(folder.resolve("db.a.test"), Path.of("..data/db.a.test"));
        served.start("test {\nauto {\ndirectory " + folder + "\nreload 100ms\n}\n}\n");
        assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.1");

        Path next = Files.createDirectory(folder.resolve("..2026_2"));
        write("..2026_2/db.a.test", 2, "www A 192.0.2.2");
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await().untilAsserted(() -> assertThat(served.ask("www.a.test. A")).isEqualTo("NOERROR 192.0.2.2"));
    }
}
