package io.kinglet.server.transport;

import io.kinglet.dns.wire.Client;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** The client of the datagram at hand; one object per socket. Event-loop confined. */
final class Sender implements Client {

    private InetSocketAddress address = new InetSocketAddress(0);

    /** From now on stands for {@code address}. */
    Sender is(InetSocketAddress address) {
        this.address = address;
        return this;
    }

    @Override
    public boolean ipv6() {
        return address.getAddress() instanceof Inet6Address;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }
}
