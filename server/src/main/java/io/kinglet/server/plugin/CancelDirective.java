package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import java.time.Duration;

/** {@code cancel [TIMEOUT]}: what takes longer is answered SERVFAIL. */
public record CancelDirective(Duration timeout) implements Part {

    /** A little more than stub resolvers wait. */
    private static final Duration USUAL = Duration.ofMillis(5001);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Layer layer(Host host) {
        return host.cancel(timeout);
    }

    static CancelDirective read(DirectiveReader line, BlockScope block) {
        Duration timeout = line.hasNext() ? line.duration("the time", SHORTEST, LONGEST) : USUAL;
        line.end();
        return new CancelDirective(timeout);
    }
}
