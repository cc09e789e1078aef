package io.kinglet.server.plugin;

import io.kinglet.dns.replyform.MinimalLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;

/** {@code minimal}: answers hold what was asked for and no more. */
public record MinimalDirective() implements Part {

    @Override
    public Layer layer(Host host) {
        return new MinimalLayer();
    }

    static MinimalDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        return new MinimalDirective();
    }
}
