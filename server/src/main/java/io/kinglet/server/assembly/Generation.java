package io.kinglet.server.assembly;

import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.loop.LoopLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.zone.ZoneRouter;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.ServerPlan;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Everything that was built from one plan, and stands or falls with it. Built, then started, then closed, by one thread. */
final class Generation {

    private final ServerPlan plan;
    private final Layout layout;
    private final ClusterFeeds feeds;
    private final Map<InetSocketAddress, Resolver> routers = new LinkedHashMap<>();
    private final Map<BlockPlan, BlockChain> chains = new IdentityHashMap<>();

    private Generation(ServerPlan plan, Layout layout, ClusterFeeds feeds) {
        this.plan = plan;
        this.layout = layout;
        this.feeds = feeds;
    }

    /**
     * @param places what is, or will be, answered at an address of the layout
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names
     */
    static Generation build(
            ServerPlan plan,
            Layout layout,
            Workshop workshop,
            ClusterFeeds feeds,
            Function<InetSocketAddress, Published<Resolver>> places) {
        Generation generation = new Generation(plan, layout, feeds);
        try {
            generation.build(workshop, places);
        } catch (RuntimeException e) {
            generation.close();
            throw e;
        }
        return generation;
    }

    private void build(Workshop workshop, Function<InetSocketAddress, Published<Resolver>> places) {
        Map<BlockPlan, Resolver> built = new IdentityHashMap<>();
        layout.zones().forEach((address, zones) -> {
            Published<Resolver> place = places.apply(address);
            Map<DomainName, Resolver> resolvers = new HashMap<>();
            zones.forEach((zone, block) -> {
                Resolver resolver = built.computeIfAbsent(block, it -> {
                    List<IpAddress> local = LocalAddresses.of(layout, block);
                    BlockChain chain = new BlockChain(block, workshop, feeds, place::current, () -> local);
                    chains.put(block, chain);
                    return chain.build();
                });
                resolvers.put(zone, resolver);
            });
            routers.put(address, new ZoneRouter(resolvers));
        });
    }

    ServerPlan plan() {
        return plan;
    }

    ClusterFeeds feeds() {
        return feeds;
    }

    /** The zones answered at an address of the layout. */
    Set<DomainName> zones(InetSocketAddress address) {
        return layout.zones().getOrDefault(address, Map.of()).keySet();
    }

    Map<InetSocketAddress, Resolver> routers() {
        return routers;
    }

    /** Called once its resolvers are published. */
    void start() {
        chains.values().forEach(chain -> chain.loops.forEach(LoopLayer::start));
    }

    /** Ends what belongs to it alone; queries under way are still answered. The feeds are left. */
    void close() {
        for (BlockChain chain : chains.values()) {
            chain.loops.forEach(LoopLayer::stop);
            chain.forwards.forEach(ForwardLayer::close);
        }
    }
}
