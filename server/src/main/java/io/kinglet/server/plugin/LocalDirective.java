package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import java.util.Map;

/**
 * {@code local { localhost_prefix on|off }}: names of this very host are answered here.
 *
 * @param anyPrefix whether {@code localhost} in front of any name is this host
 */
public record LocalDirective(boolean anyPrefix) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.local(anyPrefix);
    }

    static LocalDirective read(DirectiveReader line, BlockScope block) {
        boolean[] anyPrefix = {true};
        line.body(Map.of(
                "localhost_prefix", it -> anyPrefix[0] = it.oneOf("the switch", Map.of("on", true, "off", false))));
        line.end();
        return new LocalDirective(anyPrefix[0]);
    }
}
