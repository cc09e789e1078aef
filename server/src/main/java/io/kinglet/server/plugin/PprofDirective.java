package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import java.util.Map;

/** {@code pprof [ADDRESS] { block [RATE] }}: the peer's profiles of itself. Read, and of no effect. */
public record PprofDirective() implements Part {

    private static final int PORT = 6053;

    @Override
    public boolean answers() {
        return false;
    }

    static PprofDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("localhost", PORT);
        line.body(Map.of("block", it -> {
            if (it.hasNext()) {
                it.integer("the rate", Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        }));
        line.end();
        block.warn(
                line.position(),
                "`pprof` is about Go's runtime and nothing listens on " + listen
                        + "; take a flight recording instead (`jcmd PID JFR.start`), or a thread dump (SIGQUIT)");
        return new PprofDirective();
    }
}
