package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;

/**
 * {@code multisocket [SOCKETS]}: how many sockets share a port, each with a thread of its own.
 *
 * @param sockets 1 to 1024; 0 for as many as there are processors
 */
public record MultisocketDirective(int sockets) implements Part {

    private static final int MOST = 1024;

    @Override
    public boolean answers() {
        return false;
    }

    static MultisocketDirective read(DirectiveReader line, BlockScope block) {
        int sockets = line.hasNext() ? line.integer("the sockets", 1, MOST) : 0;
        line.end();
        return new MultisocketDirective(sockets);
    }
}
