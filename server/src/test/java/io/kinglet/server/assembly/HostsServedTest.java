package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.server.plugin.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hosts file is read, read again when it changes, and shown. */
class HostsServedTest {

    @AutoClose
    private final ServedCorefile served = new ServedCorefile();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("NodeHosts");
    }

    private String corefile(String options) {
        return ". {\nprometheus 127.0.0.1:0\nhosts " + file + " {\n" + options
                + "\nreload 100ms\n}\nerratic {\ndrop 0\n}\n}\n";
    }

    @Test
    void aFileThatChangesIsReadAgain() throws IOException {
        Files.writeString(file, "10.0.0.1 node1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        served.start(corefile("10.0.0.9 inline"));

        assertThat(served.ask("node1. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(served.ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(served.ask("node2. A")).isEqualTo("SERVFAIL");
        assertThat(served.page())
                .contains("coredns_hosts_entries{hostsfile=\"" + file + "\"} 4\n")
                .contains("coredns_hosts_reload_timestamp_seconds 1.7e+09\n")
                .contains("coredns_plugin_enabled{name=\"hosts\",");

        Path fresh = Files.writeString(folder.resolve("fresh"), "10.0.0.2 node2\n");
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        await("a file of the same size and age")
                .untilAsserted(() -> assertThat(served.ask("node2. A")).isEqualTo("NOERROR 10.0.0.2"));
        assertThat(served.ask("node1. A")).isEqualTo("SERVFAIL");
        assertThat(served.ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(served.ask("2.0.0.10.in-addr.arpa. PTR")).isEqualTo("NOERROR node2.");
    }

    @Test
    void aFileThatComesLaterIsRead() throws IOException {
        served.start(corefile("10.0.0.9 inline\nfallthrough"));

        assertThat(served.ask("inline. A")).isEqualTo("NOERROR 10.0.0.9");
        assertThat(served.ask("node1. A")).as("passed on").isEqualTo("NOERROR 192.0.2.53");
        assertThat(served.page()).contains("coredns_hosts_reload_timestamp_seconds 0\n");

        Files.writeString(file, "what is this\n10.0.0.1 node1\n");
        await().untilAsserted(() -> assertThat(served.ask("node1. A")).isEqualTo("NOERROR 10.0.0.1"));
    }

    @Test
    void aFileThatIsTakenAwayStaysKnown() throws IOException {
        Files.writeString(file, "10.0.0.1 node1\n");
        served.start(corefile(""));
        Files.delete(file);
        Path other = Files.writeString(folder.resolve("other"), "10.0.0.7 other\n");
        served.server()
                .reload(Plans.of(corefile("")
                        .replace("}\n}", "}\n}\nother.test:0 {\nhosts " + other + " . {\nreload 100ms\n}\n}")));
        assertThat(served.ask("node1. A"))
                .as("a new chain knows only what is there")
                .isEqualTo("SERVFAIL");

        Files.writeString(file, "10.0.0.1 node1\n");
        await().untilAsserted(() -> assertThat(served.ask("node1. A")).isEqualTo("NOERROR 10.0.0.1"));
        long modified = Files.getLastModifiedTime(file).toMillis();
        Files.delete(file);
        Files.writeString(other, "10.0.0.7 other\n10.0.0.8 more\n");
        await("a look at both files")
                .untilAsserted(() ->
                        assertThat(served.page()).contains("coredns_hosts_entries{hostsfile=\"" + other + "\"} 4\n"));
        assertThat(served.ask("node1. A")).isEqualTo("NOERROR 10.0.0.1");
        assertThat(modified).isPositive();
    }
}
