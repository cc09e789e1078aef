package io.kinglet.server.assembly;

import io.kinglet.dns.cache.CacheConfig.Shelving;
import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.cache.CacheStatistics;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.forward.ForwardStatistics.UpstreamState;
import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.KindStatus;
import io.kinglet.server.metrics.AnswerCounts;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.CacheDirective;
import io.kinglet.server.plugin.KubernetesDirective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is, as {@code /api/v1/status} says it; {@code PLUGINS.md} has the fields. Every number is read where it is counted
 * anyway. Stateless; any thread.
 */
final class StatusTree {

    private StatusTree() {}

    static Map<String, Object> of(Generation generation, Workshop workshop) {
        AnswerCounts answers = workshop.config().metrics().answers();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", Version.text());
        tree.put("startedAt", workshop.startedAt().toString());
        tree.put("uptimeSeconds", workshop.uptime().toNanos() / 1e9);
        tree.put("queries", answers.queries());
        tree.put("responses", answers.responses());
        tree.put("clusters", clusters(generation));
        tree.put("caches", caches(generation));
        tree.put("upstreams", upstreams(generation, workshop.config().metrics().upstreamReplies()));
        tree.put("blocks", blocks(generation));
        return tree;
    }

    private static List<Object> clusters(Generation generation) {
        Map<ClusterFeed, Set<String>> zones = new LinkedHashMap<>();
        for (BlockPlan block : generation.plan().blocks()) {
            for (KubernetesDirective directive : block.all(KubernetesDirective.class)) {
                Set<String> its = zones.computeIfAbsent(generation.feeds().of(directive), it -> new LinkedHashSet<>());
                directive.config().zones().forEach(zone -> its.add(zone.toString()));
            }
        }
        List<Object> clusters = new ArrayList<>();
        zones.forEach((feed, its) -> {
            Map<Kind, Integer> objects = feed.objects();
            List<Object> kinds = new ArrayList<>();
            feed.status().forEach((kind, status) -> kinds.add(kind(kind, status, objects.get(kind))));
            clusters.add(Map.of("zones", List.copyOf(its), "synced", feed.synced(), "kinds", kinds));
        });
        return clusters;
    }

    private static Map<String, @Nullable Object> kind(Kind kind, KindStatus status, @Nullable Integer objects) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", kind.word());
        tree.put("objects", objects);
        tree.put("synced", status.synced());
        tree.put("connected", status.connected());
        tree.put("ageSeconds", status.ageNanos() < 0 ? null : status.ageNanos() / 1e9);
        tree.put("lists", status.lists());
        tree.put("malformed", status.malformed());
        return tree;
    }

    private static List<Object> caches(Generation generation) {
        List<Object> caches = new ArrayList<>();
        generation.chains().forEach((block, chain) -> {
            CacheDirective directive = block.one(CacheDirective.class);
            for (CacheLayer cache : chain.caches) {
                if (directive != null) {
                    CacheStatistics now = cache.statistics();
                    Map<String, Object> tree = new LinkedHashMap<>();
                    tree.put("block", block.position().toString());
                    tree.put("zones", names(directive.config().zones()));
                    tree.put("view", block.view());
                    tree.put("requests", now.requests());
                    tree.put("misses", now.misses());
                    tree.put(
                            "success",
                            shelf(
                                    directive.config().success(),
                                    now.successEntries(),
                                    now.successHits(),
                                    now.successEvictions()));
                    tree.put(
                            "denial",
                            shelf(
                                    directive.config().denial(),
                                    now.denialEntries(),
                                    now.denialHits(),
                                    now.denialEvictions()));
                    tree.put("prefetches", now.prefetches());
                    tree.put("servedStale", now.servedStale());
                    tree.put("drops", now.drops());
                    caches.add(tree);
                }
            }
        });
        return caches;
    }

    private static Map<String, Object> shelf(Shelving shelving, long entries, long hits, long evictions) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("entries", entries);
        tree.put("capacity", shelving.capacity());
        tree.put("hits", hits);
        tree.put("evictions", evictions);
        return tree;
    }

    private static List<Object> upstreams(Generation generation, Map<String, Long> replies) {
        List<Object> upstreams = new ArrayList<>();
        generation.chains().forEach((block, chain) -> {
            for (ForwardLayer forward : chain.forwards) {
                for (UpstreamState state : forward.statistics().upstreams()) {
                    Endpoint endpoint = state.endpoint();
                    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
                    tree.put("block", block.position().toString());
                    tree.put("zone", forward.zone().toString());
                    tree.put("upstream", endpoint.toString());
                    tree.put("condition", state.condition().name().toLowerCase(Locale.ROOT));
                    tree.put(
                            "roundTripMillis",
                            state.roundTrip().isZero()
                                    ? null
                                    : state.roundTrip().toNanos() / 1e6);
                    tree.put("failedChecks", state.failedChecks());
                    tree.put("replies", replies.getOrDefault(endpoint.text(), 0L));
                    upstreams.add(tree);
                }
            }
        });
        return upstreams;
    }

    private static List<Object> blocks(Generation generation) {
        List<Object> blocks = new ArrayList<>();
        for (BlockPlan block : generation.plan().blocks()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("block", block.position().toString());
            tree.put(
                    "keys",
                    block.keys().stream().map(Object::toString).distinct().toList());
            tree.put("view", block.view());
            tree.put("plugins", block.words());
            blocks.add(tree);
        }
        return blocks;
    }

    private static List<String> names(List<DomainName> zones) {
        return zones.stream().map(DomainName::toString).toList();
    }
}
