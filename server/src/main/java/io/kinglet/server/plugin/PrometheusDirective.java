package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import java.util.Map;

/** {@code prometheus [ADDRESS]}: the block is measured, and the page is at ADDRESS. */
public record PrometheusDirective(HostPort listen, Position position) implements Part {

    private static final int PORT = 9153;

    @Override
    public boolean answers() {
        // The peer counts it as a stage: a block with nothing else is SERVFAIL, not REFUSED.
        return true;
    }

    static PrometheusDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("localhost", PORT);
        line.body(Map.of(
                "runtime_metrics",
                it -> {
                    it.flag();
                    block.warn(it.position(), "`runtime_metrics` is about Go's runtime and has no effect");
                },
                "tls",
                it -> {
                    throw it.error(
                            "metrics over TLS are not supported yet; remove `tls`, and keep ADDRESS out of reach "
                                    + "of others, such as `localhost:9153`");
                }));
        line.end();
        return new PrometheusDirective(listen, line.position());
    }
}
