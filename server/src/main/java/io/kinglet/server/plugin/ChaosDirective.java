package io.kinglet.server.plugin;

import io.kinglet.dns.builtin.ChaosConfig;
import io.kinglet.dns.builtin.ChaosLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code chaos [VERSION [AUTHOR...]]}: TXT queries of class CH are told version, authors and host.
 *
 * @param version null for this program's
 * @param authors none for this program's
 */
public record ChaosDirective(@Nullable String version, List<String> authors) implements Part {

    private static final int MOST_OCTETS = 255;
    private static final List<String> AUTHORS = List.of("The authors of Kinglet");

    public ChaosDirective {
        authors = List.copyOf(authors);
    }

    /** Nothing of class IN is answered. */
    @Override
    public @Nullable Layer layer(Host host) {
        return null;
    }

    @Override
    public Layer chaosLayer(Host host) {
        return new ChaosLayer(new ChaosConfig(
                version == null ? host.version() : version, authors.isEmpty() ? AUTHORS : authors, host.hostName()));
    }

    static ChaosDirective read(DirectiveReader line, BlockScope block) {
        List<Token> words = line.rest();
        line.end();
        for (Token word : words) {
            if (word.text().getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS) {
                throw line.expected(word, "a text of at most " + MOST_OCTETS + " octets");
            }
        }
        List<String> texts = words.stream().map(Token::text).toList();
        return texts.isEmpty()
                ? new ChaosDirective(null, List.of())
                : new ChaosDirective(
                        texts.get(0),
                        texts.subList(1, texts.size()).stream().distinct().toList());
    }
}
