package io.kinglet.server.transport;

import io.kinglet.server.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * With what the connections of an encrypted listener are met. May be changed at any time; connections that are open stay as they
 * are. Any thread.
 */
public final class TlsDoor {

    private volatile @Nullable ServerTls tls;

    /**
     * @param tls null to speak plain DNS over TCP
     */
    public TlsDoor(@Nullable ServerTls tls) {
        this.tls = tls;
    }

    /** What connections are met with now. */
    public @Nullable ServerTls current() {
        return tls;
    }

    /** Meets connections with {@code next} from now on; null for plain DNS over TCP. */
    public void become(@Nullable ServerTls next) {
        tls = next;
    }

    /**
     * Puts TLS in front of a new connection; returns whether there is any.
     *
     * @param words of ALPN, the liked best first
     */
    boolean guard(Channel channel, Executor handshakes, List<String> words) {
        ServerTls now = tls;
        if (now != null) {
            SslHandler handler = new SslHandler(now.engine(words), handshakes);
            // The time to the first message bounds the handshake, too: no timer of its own.
            handler.setHandshakeTimeoutMillis(0);
            channel.pipeline().addLast(handler);
        }
        return now != null;
    }
}
