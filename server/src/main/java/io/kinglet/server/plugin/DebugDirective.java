package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;

/** {@code debug}: more is logged. What the peer does besides, to let a bug end the process, is left out. */
public record DebugDirective() implements Part {

    @Override
    public boolean answers() {
        return false;
    }

    static DebugDirective read(DirectiveReader line, BlockScope block) {
        line.end();
        return new DebugDirective();
    }
}
