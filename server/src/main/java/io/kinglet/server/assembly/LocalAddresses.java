package io.kinglet.server.assembly;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.plugin.BlockPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses a block answers on, as NS records may name them: no loopback and no link-local ones. Stateless. */
final class LocalAddresses {

    private LocalAddresses() {}

    static List<IpAddress> of(Layout layout, BlockPlan block) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (ServerAddress address : layout.addresses()) {
            if (layout.serves(address, block)) {
                addresses.addAll(expanded(address.socket()));
            }
        }
        List<IpAddress> local = new ArrayList<>();
        for (InetAddress address : addresses) {
            if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                byte[] octets = address.getAddress();
                local.add(IpAddress.read(octets, 0, octets.length));
            }
        }
        return local;
    }

    private static List<InetAddress> expanded(InetSocketAddress address) {
        if (!address.getAddress().isAnyLocalAddress()) {
            return List.of(address.getAddress());
        }
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
