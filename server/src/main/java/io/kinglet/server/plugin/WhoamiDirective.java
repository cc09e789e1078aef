package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.whoami.WhoamiLayer;
import io.kinglet.server.corefile.DirectiveReader;

/** {@code whoami}: clients are told their address and port. */
public record WhoamiDirective() implements Part {

    @Override
    public Layer layer(Host host) {
        return new WhoamiLayer();
    }

    static WhoamiDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        return new WhoamiDirective();
    }
}
