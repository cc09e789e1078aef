package io.kinglet.server.transport.proxy;

import io.kinglet.dns.wire.Client;
import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers off the datagrams of one socket and says who asks. Remembers, where told to, the client of a peer that sends its
 * header once. Event-loop confined.
 */
public final class DatagramSource {

    private static final System.Logger LOG = System.getLogger(DatagramSource.class.getName());

    private record Session(ProxiedClient client, long until) {}

    private final ProxyDoor door;

    /** Those longest without a datagram first. */
    private final Map<InetSocketAddress, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    public DatagramSource(ProxyDoor door) {
        this.door = door;
    }

    /**
     * Who sent a datagram; the reader of {@code content} is moved behind a header.
     *
     * @param nanos now, {@link System#nanoTime()}
     * @return null when the datagram is to be dropped
     */
    public @Nullable Client of(ByteBuf content, InetSocketAddress peer, long nanos) {
        ProxyRules rules = door.rules();
        ProxyPolicy policy = rules.of(peer.getAddress());
        if (policy == ProxyPolicy.SKIP) {
            return Client.of(peer);
        }
        ProxyHeader header = ProxyHeader.read(content);
        return switch (header.state()) {
            case NONE -> policy == ProxyPolicy.USE ? known(peer, rules, nanos) : Client.of(peer);
            case PARTIAL, BAD -> dropped(peer, "a PROXY header that is not sound");
            case WHOLE -> {
                if (policy == ProxyPolicy.REJECT) {
                    yield dropped(peer, "a PROXY header, which it may not");
                }
                if (header.version() != 2 || !header.datagrams()) {
                    yield dropped(peer, "a PROXY header that is not of version 2 and UDP");
                }
                content.skipBytes(header.octets());
                yield policy == ProxyPolicy.USE ? told(header, content, peer, rules, nanos) : Client.of(peer);
            }
        };
    }

    private @Nullable Client told(
            ProxyHeader header, ByteBuf content, InetSocketAddress peer, ProxyRules rules, long nanos) {
        InetSocketAddress source = header.source();
        boolean keeps = !rules.sessions().isZero();
        Client client = Client.of(peer);
        if (source != null) {
            ProxiedClient proxied = new ProxiedClient(source, peer, rules.tlvs() ? header.tlvs() : new byte[0]);
            client = proxied;
            if (keeps) {
                keep(peer, proxied, rules, nanos);
            }
        }
        // The header alone begins a session, and asks nothing.
        return keeps && !content.isReadable() ? null : client;
    }

    private Client known(InetSocketAddress peer, ProxyRules rules, long nanos) {
        if (rules.sessions().isZero()) {
            return Client.of(peer);
        }
        Session session = sessions.get(peer);
        if (session == null) {
            return Client.of(peer);
        }
        if (session.until - nanos < 0) {
            sessions.remove(peer);
            return Client.of(peer);
        }
        keep(peer, session.client, rules, nanos);
        return session.client;
    }

    private void keep(InetSocketAddress peer, ProxiedClient client, ProxyRules rules, long nanos) {
        sessions.put(peer, new Session(client, nanos + rules.sessions().toNanos()));
        while (sessions.size() > rules.mostSessions()) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    private @Nullable Client dropped(InetSocketAddress peer, String what) {
        door.reject();
        LOG.log(Level.DEBUG, () -> peer + " sent " + what);
        return null;
    }
}
