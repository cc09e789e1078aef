package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of plugins is {@link PluginOrder}'s; with {@code -Dreadme=write} it is written anew. */
class PluginTableTest {

    private static final Path README = Path.of("../README.md");
    private static final String BEGIN =
            "<!-- plugins: PluginOrder's, as PluginTableTest writes them with -Dreadme=write -->\n";
    private static final String END = "<!-- end of plugins -->\n";

    private static String table() {
        return """
                | CoreDNS's plugins, in their order | Kinglet |
                |---|---|
                | %s | yes; [PLUGINS.md](server/PLUGINS.md) has what to know of each |
                | %s | no: `kinglet check` names the place and says what to do instead |
                | none | `%s`, after `prometheus`: what Kinglet has of its own |
                """.formatted(
                        words(PluginOrder.supported().stream()
                                .filter(it -> !it.equals(PluginOrder.OWN))
                                .toList()),
                        words(PluginOrder.absent()),
                        PluginOrder.OWN);
    }

    private static String words(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
    }

    @Test
    void tableOfTheReadmeIsThatOfTheCode() throws IOException {
        String text = Files.readString(README);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(text).contains(BEGIN, END);
        if (System.getProperty("readme", "").equals("write")) {
            Files.writeString(README, text.substring(0, begin) + table() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end)).isEqualTo(table());
    }
}
