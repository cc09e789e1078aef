package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what the code does. */
class ReadmeTest {

    private static String file(String path) throws IOException {
        return Files.readString(Path.of("..").resolve(path));
    }

    @Test
    void exampleIsTheOneThatIsRun() throws IOException {
        String test = file("server/src/test/java/io/kinglet/server/EmbeddingExampleTest.java");
        String region = test.substring(
                test.indexOf("// README begins") + "// README begins\n".length(), test.indexOf("// README ends"));
        assertThat(file("README.md")).contains(region.stripIndent().stripTrailing() + "\n}");
    }
}
