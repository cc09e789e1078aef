package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.k8s.explain.Names;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.TransportLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a server answers with, and nothing that listens: no socket is opened but to ask upstreams on demand, no health check and no
 * page runs, no file is followed. Started and closed by one thread.
 */
public final class StillServer implements AutoCloseable {

    private final Workshop workshop;
    private final ClusterFeeds feeds;
    private final Generation generation;

    private StillServer(Workshop workshop, ClusterFeeds feeds, Generation generation) {
        this.workshop = workshop;
        this.feeds = feeds;
        this.generation = generation;
    }

    /**
     * Builds what the plan says, and waits until its clusters have been read or their time to start is over.
     *
     * @throws io.kinglet.server.corefile.CorefileException if this machine has not what a directive names
     */
    public static StillServer build(ServerPlan plan, ClusterSources sources) {
        ServerConfig config = new ServerConfig(
                TransportLimits.standard(),
                sources,
                new InetSocketAddress(0).getAddress(),
                port -> port,
                false,
                new Metrics(),
                loop -> {});
        Workshop workshop = new Workshop(config);
        ClusterFeeds feeds = ClusterFeeds.none();
        try {
            Layout layout = Layout.of(plan, config.everywhere(), config.ports());
            List<KubernetesDirective> directives = plan.blocks().stream()
                    .flatMap(block -> block.all(KubernetesDirective.class).stream())
                    .toList();
            feeds = ClusterFeeds.start(directives, feeds, workshop, () -> true);
            Map<ServerAddress, Published<Resolver>> answers = new LinkedHashMap<>();
            layout.addresses().forEach(address -> answers.put(address, new Published<>(Resolver.REFUSED)));
            Generation generation = Generation.build(plan, layout, workshop, feeds, null, answers);
            generation.publishWhere(address -> true, answers);
            feeds.await();
            return new StillServer(workshop, feeds, generation);
        } catch (RuntimeException e) {
            feeds.closeAllBut(ClusterFeeds.none());
            workshop.close();
            throw e;
        }
    }

    /** What serves the cluster's names; the usual where nothing does. */
    public KubernetesConfig config() {
        return ExplainGround.config(generation.plan());
    }

    /** Whether every cluster has been read once. */
    public boolean synced() {
        return feeds.synced();
    }

    /**
     * Asks it. One thread.
     *
     * @param forwards whether names that are forwarded are really asked for
     * @param patience how long one answer is waited for
     */
    public Names names(boolean forwards, Duration patience) {
        return generation.names(forwards, patience.toNanos());
    }

    @Override
    public void close() {
        generation.close();
        feeds.closeAllBut(ClusterFeeds.none());
        workshop.close();
    }
}
