package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.errors.ErrorsLayer;
import io.kinglet.dns.expression.Asked;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.loop.LoopLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.zone.ZoneRouter;
import io.kinglet.dns.zone.ZoneRouter.Choice;
import io.kinglet.dns.zonefile.ZoneFiles;
import io.kinglet.dns.zonefile.ZoneFolder;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.metrics.MetricsLayer;
import io.kinglet.server.metrics.Scope;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.PageDirective;
import io.kinglet.server.plugin.SecondaryDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.plugin.ViewDirective;
import io.kinglet.server.transport.TcpTimeouts;
import io.kinglet.server.transport.TransportLimits;
import io.kinglet.server.transport.UpstreamSockets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that was built from one plan, and stands or falls with it. Built, then started, then closed, by one thread. */
final class Generation {

    private final ServerPlan plan;
    private final Layout layout;
    private final ClusterFeeds feeds;
    private final @Nullable Explaining explaining;
    private @Nullable SignalTask signals;
    private final Metrics metrics;
    private final Map<ServerAddress, Resolver> routers = new LinkedHashMap<>();
    private final Map<BlockPlan, BlockChain> chains = new LinkedHashMap<>();
    private final boolean isShown;
    private @Nullable Scope scope;

    private Generation(
            ServerPlan plan, Layout layout, ClusterFeeds feeds, @Nullable Explaining explaining, ServerConfig config) {
        this.explaining = explaining;
        this.plan = plan;
        this.layout = layout;
        this.feeds = feeds;
        metrics = config.metrics();
        isShown = config.probes() && plan.blocks().stream().anyMatch(it -> it.one(PageDirective.class) != null);
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
            @Nullable Explaining explaining,
            Map<ServerAddress, Published<Resolver>> answers) {
        Generation generation = new Generation(plan, layout, feeds, explaining, workshop.config());
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
        return build(plan, new Layout(Map.of()), workshop, ClusterFeeds.none(), null, Map.of());
    }

    private void build(Workshop workshop, Map<ServerAddress, Published<Resolver>> answers) {
        signals = explaining == null ? null : new SignalTask(explaining, workshop.signals());
        Map<BlockPlan, ClassRouter> built = new LinkedHashMap<>();
        layout.zones().forEach((address, zones) -> {
            Published<Resolver> place = Objects.requireNonNull(answers.get(address));
            Map<DomainName, List<Choice>> internet = new HashMap<>();
            Map<DomainName, List<Choice>> chaos = new HashMap<>();
            Map<DomainName, List<Choice>> notifications = new HashMap<>();
            zones.forEach((zone, blocks) -> blocks.forEach(block -> {
                ClassRouter resolver = built.computeIfAbsent(block, it -> chain(it, address, workshop, place));
                Predicate<Query> when = condition(address, block);
                internet.computeIfAbsent(zone, it -> new ArrayList<>())
                        .add(new Choice(when, measured(address, zone, block, resolver.internet())));
                chaos.computeIfAbsent(zone, it -> new ArrayList<>())
                        .add(new Choice(
                                when,
                                resolver.chaos() == null
                                        ? query -> Resolver.OTHER_CLASS
                                        : measured(address, zone, block, resolver.chaos())));
                notifications
                        .computeIfAbsent(zone, it -> new ArrayList<>())
                        .add(new Choice(
                                when,
                                resolver.notifications() == null
                                        ? query -> Resolver.NO_NOTIFY
                                        : measured(address, zone, block, resolver.notifications())));
            }));
            boolean noChaos = blocks(zones).noneMatch(BlockPlan::servesOtherClasses);
            boolean noCopies = blocks(zones).allMatch(it -> it.one(SecondaryDirective.class) == null);
            Resolver router = router(address, zones, internet);
            if (isShown) {
                router = workshop.talkers().over(router);
            }
            routers.put(
                    address,
                    noChaos && noCopies
                            ? router
                            : new ClassRouter(
                                    router,
                                    noChaos ? null : ZoneRouter.ofChoices(chaos),
                                    noCopies ? null : ZoneRouter.ofChoices(notifications)));
        });
    }

    private ClassRouter chain(BlockPlan block, ServerAddress address, Workshop workshop, Published<Resolver> place) {
        List<IpAddress> local = LocalAddresses.of(layout, block);
        BlockChain chain = new BlockChain(block, workshop, feeds, signals, place::current, () -> local, address);
        chains.put(block, chain);
        return new ClassRouter(chain.build(), chain.buildChaos(), chain.buildNotifications());
    }

    /** Null when the block takes every query. */
    private @Nullable Predicate<Query> condition(ServerAddress address, BlockPlan block) {
        ViewDirective view = block.one(ViewDirective.class);
        if (view == null) {
            return null;
        }
        Asked asked = new Asked(
                address.socket(), Objects.requireNonNull(chains.get(block)).metadata());
        return query -> view.takes(query, asked);
    }

    private Resolver measured(ServerAddress address, DomainName zone, BlockPlan block, Resolver resolver) {
        if (GenerationMetrics.isMeasured(block)) {
            return metrics.layer(address.toString(), zone.toString(), block.view())
                    .over(resolver);
        }
        return isShown ? metrics.unlisted().over(resolver) : resolver;
    }

    private static Stream<BlockPlan> blocks(Map<DomainName, List<BlockPlan>> zones) {
        return zones.values().stream().flatMap(List::stream);
    }

    /** Queries that no zone matches are counted, too, where anything is. */
    private Resolver router(
            ServerAddress address, Map<DomainName, List<BlockPlan>> zones, Map<DomainName, List<Choice>> choices) {
        Resolver router = ZoneRouter.ofChoices(choices);
        boolean all = zones.getOrDefault(DomainName.ROOT, List.of()).stream()
                .anyMatch(it -> it.one(ViewDirective.class) == null);
        boolean isMeasured = blocks(zones).anyMatch(GenerationMetrics::isMeasured);
        if (all || !isMeasured && !isShown) {
            return router;
        }
        MetricsLayer counting = isMeasured ? metrics.layer(address.toString(), "dropped", "") : metrics.unlisted();
        Resolver dropped = counting.over(Resolver.REFUSED);
        return query -> {
            // Below what any zone has, so that it stays where no router notes a zone down.
            query.zoneLength(0);
            Answer answer = router.resolve(query);
            if (query.zoneLength() > 0) {
                return answer;
            }
            query.zoneLength(DomainName.ROOT.length());
            return dropped.resolve(query);
        };
    }

    ServerPlan plan() {
        return plan;
    }

    Map<BlockPlan, BlockChain> chains() {
        return Collections.unmodifiableMap(chains);
    }

    /**
     * Asks what is answered at the first address that speaks plain DNS, stage by stage. One thread.
     *
     * @param forwards whether names that are forwarded are asked for
     * @param patienceNanos how long an answer is waited for that is not there yet; 0 for no wait
     */
    TracedNames names(boolean forwards, long patienceNanos) {
        Trace trace = new Trace(forwards);
        ServerAddress first = layout.addresses().stream()
                .filter(it -> it.scheme() == Scheme.DNS)
                .findFirst()
                .orElse(null);
        Map<DomainName, List<Choice>> choices = new HashMap<>();
        Map<BlockPlan, Resolver> traced = new HashMap<>();
        layout.zones()
                .getOrDefault(first, Map.of())
                .forEach((zone, blocks) -> blocks.forEach(block -> {
                    BlockChain chain = Objects.requireNonNull(chains.get(block));
                    choices.computeIfAbsent(zone, it -> new ArrayList<>())
                            .add(new Choice(
                                    condition(Objects.requireNonNull(first), block),
                                    traced.computeIfAbsent(
                                            block, it -> it.answers() ? trace.over(chain.stages) : Resolver.REFUSED)));
                }));
        return new TracedNames(ZoneRouter.ofChoices(choices), trace, patienceNanos);
    }

    ClusterFeeds feeds() {
        return feeds;
    }

    /** What explains the cluster; null for nothing. */
    @Nullable
    Explaining explaining() {
        return explaining;
    }

    /** The zones answered at an address of the layout. */
    Set<DomainName> zones(ServerAddress address) {
        return layout.zones().getOrDefault(address, Map.of()).keySet();
    }

    /** What connections to an address may take. */
    TcpTimeouts timeouts(ServerAddress address, TransportLimits limits) {
        return layout.timeouts(address, limits);
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
        SignalTask its = signals;
        if (its != null) {
            shown.signals(its.signals(), its.explaining()::status);
            its.start();
        }
        chains.values().forEach(chain -> {
            chain.loops.forEach(LoopLayer::start);
            chain.taps.start();
            chain.hostsFiles.forEach(HostsFile::start);
            chain.weightFiles.forEach(WeightFile::start);
            chain.zoneFiles.forEach(ZoneFiles::start);
            chain.zoneFolders.forEach(ZoneFolder::start);
            chain.copied.start();
        });
    }

    /** Ends what belongs to it alone; queries under way are still answered. The feeds are left. */
    void close() {
        if (scope != null) {
            scope.close();
        }
        if (signals != null) {
            signals.close();
        }
        for (BlockChain chain : chains.values()) {
            chain.loops.forEach(LoopLayer::stop);
            chain.taps.close();
            chain.hostsFiles.forEach(HostsFile::close);
            chain.errors.forEach(ErrorsLayer::close);
            chain.weightFiles.forEach(WeightFile::close);
            chain.zoneFiles.forEach(ZoneFiles::close);
            chain.zoneFolders.forEach(ZoneFolder::close);
            chain.copied.close();
            chain.forwards.forEach(ForwardLayer::close);
            chain.sockets.forEach(UpstreamSockets::close);
        }
    }
}
