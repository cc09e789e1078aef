package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows is what the code does. */
class ReadmeTest {

    private static String file(String path) throws IOException {
        return Files.readString(Path.of("..").resolve(path));
    }

    @ParameterizedTest
    @CsvSource({"dns-core, dns", "k8s-backend, k8s", "server, server"})
    void mapOfEachModuleNamesEveryPackage(String module, String root) throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("..").resolve(module).resolve("src/main/java/io/kinglet/" + root))) {
            String map = file(module + "/README.md");
            List<String> packages = files.filter(Files::isDirectory)
                    .map(it -> it.getFileName().toString())
                    .toList();
            assertThat(packages).isNotEmpty().allSatisfy(name -> assertThat(map).contains("`" + name + "`"));
        }
    }

    @Test
    void exampleIsTheOneThatIsRun() throws IOException {
        String test = file("server/src/test/java/io/kinglet/server/EmbeddingExampleTest.java");
        String region = test.substring(
                test.indexOf("// README begins") + "// README begins\n".length(), test.indexOf("// README ends"));
        assertThat(file("README.md")).contains(region.stripIndent().stripTrailing() + "\n}");
    }
}
