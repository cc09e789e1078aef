package io.kinglet.dns.wire;

import io.kinglet.dns.name.IpAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * Who asked. A transport may hand in one object for all its packets and change what it stands for, so that a query costs no
 * allocation; what outlives the call keeps {@link #kept()}. As confined as the {@link Query} that carries it.
 */
public interface Client {

    /** Whether the address is of IPv6; an IPv4 address mapped into IPv6 is not. */
    boolean ipv6();

    /** Address and port. May allocate. */
    InetSocketAddress address();

    /** The address alone. May allocate. */
    default IpAddress ip() {
        byte[] octets = address().getAddress().getAddress();
        return IpAddress.read(octets, 0, octets.length);
    }

    /**
     * Writes the octets of the address to the beginning of {@code target}. May allocate.
     *
     * @return how many: 4, or 16 of IPv6
     */
    default int copyAddress(byte[] target) {
        IpAddress ip = ip();
        ip.write(target, 0);
        return ip.size();
    }

    /** The same client, for as long as it is held and on any thread. */
    default Client kept() {
        return of(address());
    }

    /** A client that does not change. */
    static Client of(InetSocketAddress address) {
        return new Lasting(address);
    }

    /** Immutable. */
    record Lasting(InetSocketAddress address) implements Client {

        @Override
        public boolean ipv6() {
            return address.getAddress() instanceof Inet6Address;
        }

        @Override
        public Client kept() {
            return this;
        }
    }
}
