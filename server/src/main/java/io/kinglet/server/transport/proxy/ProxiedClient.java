package io.kinglet.server.transport.proxy;

import io.kinglet.dns.wire.Client;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A client that a proxy speaks for. Immutable.
 *
 * @param address the client's, as the proxy says
 * @param proxy who is to get the reply
 * @param tlvs what the proxy says besides, type, length and value after each other; empty when it says nothing or nobody wants it
 */
public record ProxiedClient(InetSocketAddress address, InetSocketAddress proxy, byte[] tlvs) implements Client {

    @Override
    public boolean ipv6() {
        return address.getAddress() instanceof Inet6Address;
    }

    @Override
    public Client kept() {
        return this;
    }

    /** Where a reply to {@code client} is sent. */
    public static InetSocketAddress recipient(Client client) {
        return client instanceof ProxiedClient proxied ? proxied.proxy : client.address();
    }
}
