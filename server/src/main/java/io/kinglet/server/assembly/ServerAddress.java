package io.kinglet.server.assembly;

import io.kinglet.server.corefile.Scheme;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where something is listened for, and how it is spoken to. {@link #toString} is how metrics name a server. */
record ServerAddress(Scheme scheme, InetSocketAddress socket) {

    /** Port 0 for any free one. */
    int port() {
        return socket.getPort();
    }

    /** The address and port: {@code :53}, {@code 10.0.0.1:53}. */
    String text() {
        InetAddress host = socket.getAddress();
        if (host.isAnyLocalAddress()) {
            return ":" + port();
        }
        String text = host.getHostAddress();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port();
    }

    /** {@code dns://:53}, {@code tls://10.0.0.1:853}. */
    @Override
    public String toString() {
        return scheme.word() + "://" + text();
    }
}
