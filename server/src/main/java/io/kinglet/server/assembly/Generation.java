package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.loop.LoopLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.zone.ZoneRouter;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.metrics.Scope;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.ServerPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that was built from one plan, and stands or falls with it. Built, then started, then closed, by one thread. */
final class Generation {

    private final ServerPlan plan;
    private final Layout layout;
    private final ClusterFeeds feeds;
    private final Metrics metrics;
    private final Map<ServerAddress, Resolver> routers = new LinkedHashMap<>();
    private final Map<BlockPlan, BlockChain> chains = new LinkedHashMap<>();
    private @Nullable Scope scope;

    private Generation(ServerPlan plan, Layout layout, ClusterFeeds feeds, Metrics metrics) {
        this.plan = plan;
        this.layout = layout;
        this.feeds = feeds;
        this.metrics = metrics;
    }

    /**
     * @param answers what is, or will be, answered at each address of the layout
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names
     */
    static Generation build(
            ServerPlan plan,
            Layout layout,
            Workshop workshop,
            ClusterFeeds feeds,
            Map<ServerAddress, Published<Resolver>> answers) {
        Generation generation =
                new Generation(plan, layout, feeds, workshop.config().metrics());
        try {
            generation.build(workshop, answers);
        } catch (RuntimeException e) {
            generation.close();
            throw e;
        }
        return generation;
    }

    /** What a server has before its first plan. */
    static Generation nothing(Workshop workshop) {
        ServerPlan plan = new ServerPlan(List.of(), List.of(), "");
        return build(plan, new Layout(Map.of()), workshop, ClusterFeeds.none(), Map.of());
    }

    private void build(Workshop workshop, Map<ServerAddress, Published<Resolver>> answers) {
        Map<BlockPlan, Resolver> built = new LinkedHashMap<>();
        layout.zones().forEach((address, zones) -> {
            Published<Resolver> place = Objects.requireNonNull(answers.get(address));
            Map<DomainName, Resolver> resolvers = new HashMap<>();
            zones.forEach((zone, block) -> {
                Resolver resolver = built.computeIfAbsent(block, it -> {
                    List<IpAddress> local = LocalAddresses.of(layout, block);
                    BlockChain chain = new BlockChain(block, workshop, feeds, place::current, () -> local);
                    chains.put(block, chain);
                    return chain.build();
                });
                resolvers.put(zone, measured(address, zone, block, resolver));
            });
            routers.put(address, router(address, zones, resolvers));
        });
    }

    private Resolver measured(ServerAddress address, DomainName zone, BlockPlan block, Resolver resolver) {
        return GenerationMetrics.isMeasured(block)
                ? metrics.layer(address.toString(), zone.toString(), "").over(resolver)
                : resolver;
    }

    /** Queries that no zone matches are counted, too, where anything is. */
    private Resolver router(
            ServerAddress address, Map<DomainName, BlockPlan> zones, Map<DomainName, Resolver> resolvers) {
        Resolver router = new ZoneRouter(resolvers);
        if (zones.containsKey(DomainName.ROOT) || zones.values().stream().noneMatch(GenerationMetrics::isMeasured)) {
            return router;
        }
        Resolver dropped = metrics.layer(address.toString(), "dropped", "").over(Resolver.REFUSED);
        return query -> {
            Answer answer = router.resolve(query);
            // The root is not served here, so this is where no router has noted a zone down.
            return query.zoneLength() > DomainName.ROOT.length() ? answer : dropped.resolve(query);
        };
    }

    ServerPlan plan() {
        return plan;
    }

    ClusterFeeds feeds() {
        return feeds;
    }

    /** The zones answered at an address of the layout. */
    Set<DomainName> zones(ServerAddress address) {
        return layout.zones().getOrDefault(address, Map.of()).keySet();
    }

    /** Puts its resolvers where queries meet them, at some of its addresses. */
    void publishWhere(Predicate<ServerAddress> some, Map<ServerAddress, Published<Resolver>> answers) {
        routers.forEach((address, router) -> {
            Published<Resolver> place = answers.get(address);
            if (place != null && some.test(address)) {
                place.publish(router);
            }
        });
    }

    /** Called once its resolvers are published. */
    void start() {
        Scope shown = metrics.scope();
        GenerationMetrics.tell(shown, plan.digest(), layout, feeds, chains);
        scope = shown;
        chains.values().forEach(chain -> chain.loops.forEach(LoopLayer::start));
    }

    /** Ends what belongs to it alone; queries under way are still answered. The feeds are left. */
    void close() {
        if (scope != null) {
            scope.close();
        }
        for (BlockChain chain : chains.values()) {
            chain.loops.forEach(LoopLayer::stop);
            chain.forwards.forEach(ForwardLayer::close);
        }
    }
}
