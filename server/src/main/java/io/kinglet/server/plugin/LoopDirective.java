package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;

/**
 * {@code loop}: a forwarding loop ends the process.
 *
 * @param zone below which the probe asks, the first of the block
 */
public record LoopDirective(DomainName zone) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.loop(zone);
    }

    static LoopDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        return new LoopDirective(block.zones().get(0));
    }
}
