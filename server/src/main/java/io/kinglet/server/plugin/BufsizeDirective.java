package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.wire.Edns;
import io.kinglet.server.corefile.DirectiveReader;

/**
 * {@code bufsize [OCTETS]}: the most a UDP answer may have.
 *
 * @param octets 512 to 4096
 */
public record BufsizeDirective(int octets) implements Part {

    private static final int LARGEST = 4096;

    @Override
    public Layer layer(Host host) {
        return next -> query -> {
            query.payloadCap(octets);
            return next.resolve(query);
        };
    }

    @Override
    public Layer chaosLayer(Host host) {
        return layer(host);
    }

    static BufsizeDirective read(DirectiveReader line, BlockScope block) {
        int octets = line.hasNext() ? line.integer("the octets", Edns.CLASSIC_SIZE, LARGEST) : Edns.PAYLOAD_SIZE;
        line.end();
        return new BufsizeDirective(octets);
    }
}
