package io.kinglet.server.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Addresses of this host, for sockets bound to the wildcard.
 *
 * <p>A UDP reply must come from the address the query went to, or the stub resolver drops it. A wildcard socket leaves the choice
 * to the routing table, which is right as long as there is one address of a family. Where there are more, each gets a socket of
 * its own beside the wildcard's; the kernel prefers the closer match. Stateless.
 */
final class LocalAddresses {

    private static final System.Logger LOG = System.getLogger(LocalAddresses.class.getName());

    /** Hosts with more (kube-proxy in IPVS mode gives a node every Service address) keep the wildcard alone. */
    private static final int MOST = 16;

    private LocalAddresses() {}

    /** The wildcard of both families, or of IPv4 where the host has no IPv6. */
    static InetAddress wildcard() throws IOException {
        try {
            DatagramChannel.open(StandardProtocolFamily.INET6).close();
            return InetAddress.getByAddress(new byte[16]);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, "no IPv6 on this host: {0}", e.getMessage());
            return InetAddress.getByAddress(new byte[4]);
        }
    }

    /** The addresses that need a UDP socket of their own beside that of the wildcard. */
    static List<InetAddress> besideWildcard() throws SocketException {
        return besideWildcard(all());
    }

    /** Whether there is more than one address of a family, so that a reply from the wildcard may leave from the wrong one. */
    static boolean several() {
        try {
            return !ofManyIn(all()).isEmpty();
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "the addresses of this host could not be listed", e);
            return true;
        }
    }

    private static List<InetAddress> all() throws SocketException {
        List<InetAddress> all = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            each.inetAddresses().forEach(all::add);
        }
        return all;
    }

    private static List<InetAddress> ofManyIn(List<InetAddress> all) {
        List<InetAddress> own = new ArrayList<>();
        addIfMany(all, Inet4Address.class::isInstance, own);
        addIfMany(all, it -> it instanceof Inet6Address && !it.isLinkLocalAddress(), own);
        return own;
    }

    static List<InetAddress> besideWildcard(List<InetAddress> all) {
        List<InetAddress> own = ofManyIn(all);
        if (own.size() > MOST) {
            LOG.log(
                    Level.WARNING,
                    "this host has {0} addresses: UDP replies leave from the one its routes choose. To answer from the"
                            + " address that was asked, name the addresses to listen on",
                    own.size());
            return List.of();
        }
        return own;
    }

    private static void addIfMany(List<InetAddress> all, Predicate<InetAddress> family, List<InetAddress> own) {
        List<InetAddress> its = all.stream().filter(family).toList();
        if (its.stream().filter(it -> !it.isLoopbackAddress()).count() > 1) {
            own.addAll(its);
        }
    }
}
