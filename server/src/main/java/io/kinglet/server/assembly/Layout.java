package io.kinglet.server.assembly;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.plugin.BindDirective;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.HttpsDirective;
import io.kinglet.server.plugin.ProxyprotoDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.plugin.TimeoutsDirective;
import io.kinglet.server.plugin.TlsDirective;
import io.kinglet.server.plugin.ViewDirective;
import io.kinglet.server.transport.HttpsLimits;
import io.kinglet.server.transport.TcpTimeouts;
import io.kinglet.server.transport.TransportLimits;
import io.kinglet.server.transport.proxy.ProxyRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks answer for a zone, at each address to listen on. Immutable.
 *
 * @param zones by address, port 0 for any free one; of several blocks for a zone the first whose {@code view} takes a query gets it
 */
record Layout(Map<ServerAddress, Map<DomainName, List<BlockPlan>>> zones) {

    /**
     * @param everywhere where blocks without {@code bind} listen
     * @param ports the port in place of one of the plan
     */
    static Layout of(ServerPlan plan, InetAddress everywhere, IntUnaryOperator ports) {
        Map<ServerAddress, Map<DomainName, List<BlockPlan>>> zones = new LinkedHashMap<>();
        for (BlockPlan block : plan.blocks()) {
            Set<InetAddress> addresses = new LinkedHashSet<>();
            block.all(BindDirective.class).forEach(bind -> addresses.addAll(bind.addresses()));
            for (ServerKey key : block.keys()) {
                for (InetAddress address : addresses.isEmpty() ? Set.of(everywhere) : addresses) {
                    ServerAddress at = new ServerAddress(
                            key.scheme(), new InetSocketAddress(address, ports.applyAsInt(key.port())));
                    List<BlockPlan> blocks = zones.computeIfAbsent(at, it -> new LinkedHashMap<>())
                            .computeIfAbsent(DomainName.parse(key.zone()), it -> new ArrayList<>());
                    if (blocks.contains(block)) {
                        continue;
                    }
                    BlockPlan last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
                    if (last != null && last.one(ViewDirective.class) == null) {
                        throw new CorefileException(
                                key.position(),
                                "`" + key + "` is already served at " + at.text() + " by the block at "
                                        + last.position());
                    }
                    blocks.add(block);
                }
            }
        }
        return new Layout(zones);
    }

    /** Whether the block is served at an address. */
    boolean serves(ServerAddress address, BlockPlan block) {
        return zones.getOrDefault(address, Map.of()).values().stream().anyMatch(it -> it.contains(block));
    }

    /** What connections to an address may take; of several blocks that say it, the last. */
    TcpTimeouts timeouts(ServerAddress address, TransportLimits limits) {
        TcpTimeouts timeouts = TcpTimeouts.of(limits);
        for (List<BlockPlan> blocks : zones.getOrDefault(address, Map.of()).values()) {
            for (BlockPlan block : blocks) {
                TimeoutsDirective said = block.one(TimeoutsDirective.class);
                timeouts = said == null ? timeouts : said(said, timeouts);
            }
        }
        return timeouts;
    }

    private static TcpTimeouts said(TimeoutsDirective said, TcpTimeouts usual) {
        return new TcpTimeouts(
                Objects.requireNonNullElse(said.idle(), usual.idle()),
                Objects.requireNonNullElse(said.read(), usual.read()),
                Objects.requireNonNullElse(said.write(), usual.write()),
                Objects.requireNonNullElse(said.queries(), usual.queries()));
    }

    List<ServerAddress> addresses() {
        return List.copyOf(zones.keySet());
    }

    /**
     * What is encrypted with at an address; null where nothing is. It is agreed on before the zone is known, so all blocks there
     * must say the same.
     *
     * @throws CorefileException if they do not
     */
    @Nullable
    TlsDirective tls(ServerAddress address) {
        if (address.scheme() == Scheme.DNS) {
            return null;
        }
        List<BlockPlan> blocks = blocks(address);
        TlsDirective first = blocks.get(0).one(TlsDirective.class);
        for (BlockPlan block : blocks) {
            TlsDirective other = block.one(TlsDirective.class);
            if (!Objects.equals(first == null ? null : first.config(), other == null ? null : other.config())) {
                throw new CorefileException(
                        block.position(),
                        "this block and the one at " + blocks.get(0).position() + " are both served at " + address
                                + ", so their `tls` must be the same; make it so, or give them different ports");
            }
        }
        return first;
    }

    /**
     * What clients of an address may take over HTTPS; of several blocks that say how many connections, the first.
     *
     * @throws CorefileException if they say different numbers of streams, which are agreed on before the zone is known
     */
    HttpsLimits https(ServerAddress address) {
        Integer connections = null;
        Integer streams = null;
        for (BlockPlan block : blocks(address)) {
            HttpsDirective said = block.one(HttpsDirective.class);
            if (said == null) {
                continue;
            }
            connections = connections == null ? said.connections() : connections;
            if (streams != null && said.streams() != null && !streams.equals(said.streams())) {
                throw new CorefileException(
                        block.position(),
                        "`max_streams` is " + said.streams() + " in this block and " + streams
                                + " in another one served at " + address
                                + "; make it the same, or give them different ports");
            }
            streams = streams == null ? said.streams() : streams;
        }
        HttpsLimits usual = HttpsLimits.STANDARD;
        return new HttpsLimits(
                connections == null ? usual.connections() : connections,
                streams == null || streams == 0 ? usual.streams() : streams);
    }

    /** By what the headers of proxies at an address are read; null where none is. Of several blocks that say it, the last. */
    @Nullable
    ProxyRules proxies(ServerAddress address) {
        ProxyRules rules = null;
        for (BlockPlan block : blocks(address)) {
            ProxyprotoDirective said = block.one(ProxyprotoDirective.class);
            rules = said == null ? rules : said.rules();
        }
        return rules;
    }

    private List<BlockPlan> blocks(ServerAddress address) {
        return zones.getOrDefault(address, Map.of()).values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
