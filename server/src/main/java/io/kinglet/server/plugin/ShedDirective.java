package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.ServerKey;

/** {@code shed}: UDP replies that cannot be sent are dropped instead of queued. So it is anyway. */
public record ShedDirective() implements Part {

    static ShedDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        for (ServerKey key : block.keys()) {
            if (key.scheme() != Scheme.DNS) {
                throw new CorefileException(
                        line.position(), "`shed` is for plain DNS, and `" + key + "` is not; remove it");
            }
        }
        return new ShedDirective();
    }
}
