package io.kinglet.server.plugin;

import io.kinglet.dns.replyform.NsidLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code nsid [WORD...]}: who asks for it is told which server this is.
 *
 * @param identifier null for the host's name
 */
public record NsidDirective(@Nullable String identifier) implements Part {

    @Override
    public Layer layer(Host host) {
        byte[] octets = (identifier == null ? host.hostName() : identifier).getBytes(StandardCharsets.UTF_8);
        return new NsidLayer(Arrays.copyOf(octets, Math.min(octets.length, NsidLayer.MOST_OCTETS)));
    }

    @Override
    public Layer chaosLayer(Host host) {
        return layer(host);
    }

    static NsidDirective read(DirectiveReader line, BlockScope block) {
        List<Token> words = line.rest();
        line.end();
        String identifier = words.stream().map(Token::text).collect(Collectors.joining(" "));
        if (identifier.getBytes(StandardCharsets.UTF_8).length > NsidLayer.MOST_OCTETS) {
            throw line.expected(words.get(0), "an identifier of at most " + NsidLayer.MOST_OCTETS + " octets");
        }
        return new NsidDirective(words.isEmpty() ? null : identifier);
    }
}
