package io.kinglet.server.plugin;

import io.kinglet.dns.builtin.AnyLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;

/** {@code any}: queries for ANY get one small record. */
public record AnyDirective() implements Part {

    @Override
    public Layer layer(Host host) {
        return new AnyLayer();
    }

    static AnyDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        return new AnyDirective();
    }
}
