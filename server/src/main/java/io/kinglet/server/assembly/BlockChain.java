package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.errors.ErrorsConfig;
import io.kinglet.dns.errors.ErrorsLayer;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.loop.LoopLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.querylog.QueryLogConfig;
import io.kinglet.dns.querylog.QueryLogLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.zone.KubernetesLayer;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.CacheDirective;
import io.kinglet.server.plugin.Host;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.Part;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The layers of one block, put over each other from the last to the first. Confined to the thread that builds it. */
final class BlockChain implements Host {

    private static final System.Logger QUERIES = System.getLogger("io.kinglet.queries");
    private static final System.Logger ERRORS = System.getLogger("io.kinglet.errors");

    /** What a cluster layer leaves to the next one. */
    private static final Answer PASSED = Answer.Dropped.INSTANCE;

    private final BlockPlan block;
    private final Workshop workshop;
    private final ClusterFeeds feeds;
    private final Supplier<Resolver> whole;
    private final Supplier<List<IpAddress>> localAddresses;
    private final List<Resolver> clusters = new ArrayList<>();
    final List<CacheLayer> caches = new ArrayList<>();
    final List<ForwardLayer> forwards = new ArrayList<>();
    final List<LoopLayer> loops = new ArrayList<>();

    /**
     * @param whole everything that is served at the block's address
     */
    BlockChain(
            BlockPlan block,
            Workshop workshop,
            ClusterFeeds feeds,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses) {
        this.block = block;
        this.workshop = workshop;
        this.feeds = feeds;
        this.whole = whole;
        this.localAddresses = localAddresses;
    }

    /** The chain; a block that nothing answers is REFUSED. */
    Resolver build() {
        if (!block.answers()) {
            return Resolver.REFUSED;
        }
        Resolver chain = Resolver.NOBODY;
        List<Part> parts = clusterOverCache(block.parts());
        for (int i = parts.size() - 1; i >= 0; i--) {
            Layer layer = parts.get(i).layer(this);
            chain = layer == null ? chain : layer.over(chain);
        }
        return chain;
    }

    /**
     * The same parts, but a cache right above clusters put right below them: a cluster's names are never kept, so looking for them
     * among what is kept would only cost. What a cluster passes on meets the cache as before.
     */
    private static List<Part> clusterOverCache(List<Part> parts) {
        List<Part> order = new ArrayList<>(parts);
        for (int i = order.size() - 2; i >= 0; i--) {
            if (order.get(i) instanceof CacheDirective && order.get(i + 1) instanceof KubernetesDirective) {
                Part cache = order.remove(i);
                int below = i;
                while (below < order.size() && order.get(below) instanceof KubernetesDirective) {
                    below++;
                }
                order.add(below, cache);
            }
        }
        return order;
    }

    @Override
    public Layer errors(ErrorsConfig config) {
        return new ErrorsLayer(config, ERRORS::log, workshop.scheduler(), System::nanoTime);
    }

    @Override
    public Layer log(QueryLogConfig config) {
        return new QueryLogLayer(config, line -> QUERIES.log(System.Logger.Level.INFO, line), System::nanoTime);
    }

    @Override
    public Layer cache(CacheConfig config) {
        List<Resolver> below = List.copyOf(clusters);
        CacheLayer cache =
                new CacheLayer(config, workshop.scheduler(), System::nanoTime, query -> isClaimed(query, below));
        caches.add(cache);
        return cache;
    }

    /** A name that was forwarded and kept may have become one of a cluster since. */
    private static boolean isClaimed(Query query, List<Resolver> clusters) {
        for (int i = 0; i < clusters.size(); i++) {
            if (clusters.get(i).resolve(query) != PASSED) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Layer kubernetes(KubernetesDirective directive) {
        KubernetesLayer layer =
                new KubernetesLayer(directive.config(), feeds.of(directive).index(), whole, localAddresses);
        clusters.add(layer.over(query -> PASSED));
        return layer;
    }

    @Override
    public Layer loop(DomainName zone) {
        LoopLayer loop = new LoopLayer(
                zone,
                whole,
                workshop.scheduler(),
                System::nanoTime,
                new SecureRandom(),
                workshop.config().onLoop());
        loops.add(loop);
        return loop;
    }

    @Override
    public Layer forward(ForwardConfig config) {
        ForwardLayer forward = new ForwardLayer(
                config,
                workshop.exchange(config.carriage().expire()),
                workshop.scheduler(),
                System::nanoTime,
                workshop.forwarded());
        forwards.add(forward);
        return forward;
    }
}
