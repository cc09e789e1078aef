package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import java.util.Map;

/**
 * {@code kinglet FEATURE ...}: the one word of a server block that the peer has not. What Kinglet has of its own stands behind it, so
 * that no word of the peer's to come can mean something else here. Stateless.
 */
final class KingletDirective {

    private static final Map<String, Plugin.Reading> FEATURES = Map.of(
            "explain", ExplainDirective::read,
            "page", PageDirective::read);

    private KingletDirective() {}

    static Part read(DirectiveReader line, BlockScope block) {
        return line.oneOf("the feature", FEATURES).read(line, block);
    }
}
