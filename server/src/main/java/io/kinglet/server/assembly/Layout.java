package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.plugin.BindDirective;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.ServerPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Which block answers for a zone, at each address to listen on. Immutable.
 *
 * @param zones by address, port 0 for any free one
 */
record Layout(Map<InetSocketAddress, Map<DomainName, BlockPlan>> zones) {

    /**
     * @param everywhere where blocks without {@code bind} listen
     * @param ports the port in place of one of the plan
     */
    static Layout of(ServerPlan plan, InetAddress everywhere, IntUnaryOperator ports) {
        Map<InetSocketAddress, Map<DomainName, BlockPlan>> zones = new LinkedHashMap<>();
        for (BlockPlan block : plan.blocks()) {
            Set<InetAddress> addresses = new LinkedHashSet<>();
            block.all(BindDirective.class).forEach(bind -> addresses.addAll(bind.addresses()));
            for (ServerKey key : block.keys()) {
                for (InetAddress address : addresses.isEmpty() ? Set.of(everywhere) : addresses) {
                    InetSocketAddress at = new InetSocketAddress(address, ports.applyAsInt(key.port()));
                    BlockPlan other = zones.computeIfAbsent(at, it -> new LinkedHashMap<>())
                            .putIfAbsent(DomainName.parse(key.zone()), block);
                    if (other != null && !other.equals(block)) {
                        throw new CorefileException(
                                key.position(),
                                "`" + key + "` is already served at " + text(at) + " by the block at "
                                        + other.position());
                    }
                }
            }
        }
        return new Layout(zones);
    }

    List<InetSocketAddress> addresses() {
        return List.copyOf(zones.keySet());
    }

    /** The address as metrics name a server: {@code dns://:53}, {@code dns://10.0.0.1:53}. */
    static String label(InetSocketAddress address) {
        return "dns://" + text(address);
    }

    private static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host.isAnyLocalAddress()) {
            return ":" + address.getPort();
        }
        String text = host.getHostAddress();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
