package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("custom/dir.override"));
        Files.writeString(folder.resolve("custom/b.override"), "log\n");
        Files.writeString(folder.resolve("custom/a.override"), "errors\n");
        Files.writeString(folder.resolve("custom/c.server"), "example.org {\n}\n");
    }

    @Test
    void patternGivesPlainFilesInOrder() throws IOException {
        FileReader disk = FileReader.disk();
        assertThat(disk.match(folder.resolve("custom/*.override")))
                .containsExactly(folder.resolve("custom/a.override"), folder.resolve("custom/b.override"));
        assertThat(disk.match(folder.resolve("*/c.server"))).containsExactly(folder.resolve("custom/c.server"));
        assertThat(disk.match(folder.resolve("custom/?.server"))).hasSize(1);
        assertThat(disk.match(folder.resolve("none/*.server"))).isEmpty();
    }

    @Test
    void corefileImportsFromItsFolder() throws IOException {
        Path file = folder.resolve("Corefile");
        Files.writeString(file, ". {\n  import custom/*.override\n}\nimport custom/*.server\n");
        Corefile corefile = Corefile.parse(file, Options.ofProcess());
        assertThat(corefile.blocks()).hasSize(2);
        assertThat(corefile.blocks().get(0).directives())
                .extracting(Directive::name)
                .containsExactly("errors", "log");
    }

    @Test
    void folderIsNoFileToImport() throws IOException {
        Path file = folder.resolve("Corefile");
        Files.writeString(file, "import custom\n");
        assertThatThrownBy(() -> Corefile.parse(file, Options.ofProcess()))
                .isInstanceOf(CorefileException.class)
                .hasMessage(file + ":1:8: cannot import `custom`: is a directory");
    }

    @Test
    void fileAboveTheBoundIsRefused() throws IOException {
        Path file = folder.resolve("big");
        Files.write(file, new byte[DiskFiles.MAX_BYTES + 1]);
        assertThatThrownBy(() -> Corefile.parse(file, Options.ofProcess()))
                .hasMessage(file + ":1:1: the file cannot be read: is larger than 16777216 bytes");
    }
}
