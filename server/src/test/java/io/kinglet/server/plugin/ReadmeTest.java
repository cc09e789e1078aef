package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    @Test
    void tableNamesEveryPluginThatIsOffered() throws IOException {
        String table = file("README.md");
        for (Plugin plugin : PluginOrder.ALL) {
            if (plugin instanceof Plugin.Supported) {
                assertThat(table).contains("`" + plugin.word() + "`");
            }
        }
    }

    @Test
    void pluginsCalledAbsentAreAbsent() throws IOException {
        String row = file("README.md")
                .lines()
                .filter(it -> it.startsWith("| all other plugins ("))
                .findFirst()
                .orElseThrow();
        List<String> words = Pattern.compile("`(\\w+)`")
                .matcher(row)
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(words)
                .isNotEmpty()
                .allSatisfy(word -> assertThat(PluginOrder.find(word)).as(word).isInstanceOf(Plugin.Absent.class));
    }
}
