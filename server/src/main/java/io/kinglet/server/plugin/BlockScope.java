package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.corefile.Warning;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a directive may know of the block around it.
 *
 * @param warnings takes what is legal but probably not meant
 */
record BlockScope(List<ServerKey> keys, Consumer<Warning> warnings) {

    /** The zones of the block: what a directive without zones of its own is about. */
    List<DomainName> zones() {
        return keys.stream().map(key -> DomainName.parse(key.zone())).distinct().toList();
    }

    void warn(Position position, String message) {
        warnings.accept(new Warning(position, message));
    }
}
