package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import java.util.Map;

/**
 * {@code ready [ADDRESS] { monitor until-ready|continuously }}: whether queries may come.
 *
 * @param continuously whether what was ready once may become unready again
 */
public record ReadyDirective(HostPort listen, boolean continuously, Position position) implements Part {

    private static final int PORT = 8181;

    @Override
    public boolean answers() {
        return false;
    }

    static ReadyDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("", PORT);
        boolean[] continuously = new boolean[1];
        line.body(Map.of(
                "monitor",
                it -> continuously[0] =
                        it.oneOf("how long", "until-ready", "continuously").equals("continuously")));
        line.end();
        return new ReadyDirective(listen, continuously[0], line.position());
    }
}
