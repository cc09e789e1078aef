package io.kinglet.server.plugin;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;

/** {@code kinglet page [ADDRESS]}: the page for people is at ADDRESS. It is about the whole process, so there is one. */
public record PageDirective(HostPort listen, Position position) implements Part {

    private static final int PORT = 9180;

    @Override
    public boolean answers() {
        return false;
    }

    static PageDirective read(DirectiveReader line, BlockScope block) {
        HostPort listen = line.hasNext() ? line.listener("the address", PORT) : new HostPort("localhost", PORT);
        line.end();
        if (!isLoopback(listen)) {
            block.warn(
                    line.position(),
                    "whoever reaches " + listen + " sees who asks for what; `localhost:" + listen.port()
                            + "` shows the page on this machine only, and `kubectl port-forward` brings it to yours");
        }
        return new PageDirective(listen, line.position());
    }

    private static boolean isLoopback(HostPort listen) {
        IpAddress address = listen.address();
        return address == null
                ? listen.host().equals("localhost")
                : address.toString().equals("::1") || address.toString().startsWith("127.");
    }
}
