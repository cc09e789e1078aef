package io.kinglet.server.assembly;

import io.kinglet.k8s.index.IndexWriter;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.server.admin.ReadyEndpoint;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.plugin.KubernetesDirective;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The clusters that one generation reads, each once. Confined to the thread that starts and reloads.
 */
final class ClusterFeeds {

    private static final System.Logger LOG = System.getLogger(ClusterFeeds.class.getName());

    private final Map<ClusterKey, ClusterFeed> feeds = new LinkedHashMap<>();
    private final Map<ClusterKey, Duration> patience = new LinkedHashMap<>();

    /** Starts what the directives need and takes from {@code earlier} what is there; on failure nothing new stays open. */
    static ClusterFeeds start(
            List<KubernetesDirective> directives, ClusterFeeds earlier, Workshop workshop, BooleanSupplier serving) {
        ClusterFeeds feeds = new ClusterFeeds();
        try {
            for (KubernetesDirective directive : directives) {
                ClusterKey key = ClusterKey.of(directive);
                feeds.patience.merge(key, directive.startupTimeout(), (a, b) -> a.compareTo(b) > 0 ? a : b);
                ClusterFeed kept = earlier.feeds.get(key);
                if (kept != null) {
                    feeds.feeds.put(key, kept);
                } else if (!feeds.feeds.containsKey(key)) {
                    feeds.feeds.put(key, open(key, directive, workshop, serving));
                }
            }
        } catch (RuntimeException e) {
            feeds.closeAllBut(earlier);
            throw e;
        }
        return feeds;
    }

    static ClusterFeeds none() {
        return new ClusterFeeds();
    }

    private static ClusterFeed open(
            ClusterKey key, KubernetesDirective directive, Workshop workshop, BooleanSupplier serving) {
        ClusterSource source;
        try {
            source = workshop.config().sources().open(key.connection());
        } catch (RuntimeException e) {
            throw new CorefileException(directive.position(), "`kubernetes`: " + e.getMessage());
        }
        IndexWriter writer = new IndexWriter(key.index(), System::currentTimeMillis, workshop.programmed());
        ClusterFeed feed = new ClusterFeed(source, writer, serving);
        try {
            feed.start(key.scope());
        } catch (RuntimeException e) {
            feed.close();
            throw new CorefileException(directive.position(), "`kubernetes`: " + e.getMessage());
        }
        return feed;
    }

    /** Waits for each until it is synced or its time is over; the times run side by side. */
    void await() {
        long start = System.nanoTime();
        feeds.forEach((key, feed) -> {
            Duration most = patience.getOrDefault(key, Duration.ZERO);
            if (!feed.awaitSynced(most.minusNanos(System.nanoTime() - start))) {
                LOG.log(
                        Level.WARNING,
                        "plugin/kubernetes: the cluster has not been read within {0} ms: its names are answered SERVFAIL until it has",
                        String.valueOf(most.toMillis()));
            }
        });
    }

    ClusterFeed of(KubernetesDirective directive) {
        ClusterFeed feed = feeds.get(ClusterKey.of(directive));
        if (feed == null) {
            throw new IllegalStateException("no feed was started for " + directive.position());
        }
        return feed;
    }

    List<ClusterFeed> all() {
        return List.copyOf(feeds.values());
    }

    List<ReadyEndpoint.Check> checks() {
        return feeds.values().stream().map(ClusterFeed::check).toList();
    }

    boolean synced() {
        return feeds.values().stream().allMatch(ClusterFeed::synced);
    }

    /** Ends what {@code kept} has not. */
    void closeAllBut(ClusterFeeds kept) {
        feeds.forEach((key, feed) -> {
            if (kept.feeds.get(key) != feed) {
                feed.close();
            }
        });
    }
}
