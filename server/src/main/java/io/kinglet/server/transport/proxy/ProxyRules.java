package io.kinglet.server.transport.proxy;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.IpAddress;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whose headers count. Immutable.
 *
 * @param proxies whose headers are used; null to treat all peers by {@code otherwise}
 * @param otherwise what becomes of those of others
 * @param sessions for how long the client of a datagram's header is that of the peer's datagrams without one; zero for never
 * @param mostSessions how many such peers are known at once, at one socket; 1 or more
 * @param tlvs whether what a header says besides addresses is kept
 */
public record ProxyRules(
        @Nullable AddressRanges proxies, ProxyPolicy otherwise, Duration sessions, int mostSessions, boolean tlvs) {

    public ProxyRules {
        if (mostSessions < 1) {
            throw new IllegalArgumentException("mostSessions is 1 or more");
        }
    }

    /** That of a peer. */
    ProxyPolicy of(InetAddress peer) {
        if (proxies == null) {
            return otherwise;
        }
        byte[] octets = peer.getAddress();
        return proxies.contains(IpAddress.read(octets, 0, octets.length)) ? ProxyPolicy.USE : otherwise;
    }
}
