package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import java.time.Duration;
import java.util.Map;

/**
 * {@code health [ADDRESS] { lameduck DURATION }}: whether the process lives.
 *
 * @param lameduck how long queries are still answered once the process was asked to end
 */
public record HealthDirective(HostPort listen, Duration lameduck, Position position) implements Part {

    private static final int PORT = 8080;
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public boolean answers() {
        return false;
    }

    static HealthDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("", PORT);
        Duration[] lameduck = {Duration.ZERO};
        line.body(Map.of("lameduck", it -> lameduck[0] = it.duration("the time", Duration.ZERO, LONGEST)));
        line.end();
        return new HealthDirective(listen, lameduck[0], line.position());
    }
}
