package io.kinglet.server.assembly;

import io.kinglet.dns.cache.CacheLayer;
import io.kinglet.dns.forward.ForwardLayer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.KindStatus;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.Scope;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.CacheDirective;
import io.kinglet.server.plugin.PrometheusDirective;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Puts what one generation has to show into a scope. Stateless. */
final class GenerationMetrics {

    private GenerationMetrics() {}

    static void tell(Scope scope, String digest, Layout layout, ClusterFeeds feeds, Map<BlockPlan, BlockChain> chains) {
        if (!digest.isEmpty()) {
            scope.tell(Family.RELOAD_VERSION, "hash", "sha512", "value", digest);
        }
        layout.zones()
                .forEach((address, zones) -> zones.forEach((zone, blocks) -> blocks.stream()
                        .filter(GenerationMetrics::isMeasured)
                        .forEach(block -> plugins(scope, address.toString(), zone, block))));
        chains.forEach((block, chain) -> {
            for (CacheLayer cache : chain.caches) {
                scope.cache(cache::statistics, label(layout, block), zones(block), block.view());
            }
        });
        hosts(scope, chains.values());
        List<ForwardLayer> forwards = chains.values().stream()
                .flatMap(chain -> chain.forwards.stream())
                .toList();
        if (!forwards.isEmpty()) {
            scope.forward(() -> forwards.stream().map(ForwardLayer::statistics).toList());
        }
        scope.cluster(() -> worst(feeds.all()));
    }

    /** Blocks that read the same file share a series, as CoreDNS has no label to tell them apart: it is that of the longest list. */
    private static void hosts(Scope scope, Collection<BlockChain> chains) {
        List<HostsFile> files =
                chains.stream().flatMap(chain -> chain.hostsFiles.stream()).toList();
        if (files.isEmpty()) {
            return;
        }
        Map<Path, List<HostsFile>> byPath = files.stream()
                .collect(Collectors.groupingBy(it -> it.directive().file()));
        byPath.forEach((path, same) -> scope.read(
                Family.HOSTS_ENTRIES,
                () -> same.stream()
                        .mapToLong(it -> it.table().current().records())
                        .max()
                        .orElse(0),
                "hostsfile",
                path.toString()));
        scope.read(
                Family.HOSTS_RELOAD_TIME,
                () -> files.stream()
                        .map(HostsFile::modified)
                        .filter(Objects::nonNull)
                        .mapToDouble(it -> it.getEpochSecond() + it.getNano() / 1e9)
                        .max()
                        .orElse(0));
    }

    static boolean isMeasured(BlockPlan block) {
        return block.one(PrometheusDirective.class) != null;
    }

    private static void plugins(Scope scope, String server, DomainName zone, BlockPlan block) {
        for (String word : block.words()) {
            scope.tell(
                    Family.PLUGIN_ENABLED,
                    "server",
                    server,
                    "zone",
                    zone.toString(),
                    "view",
                    block.view(),
                    "name",
                    word);
        }
    }

    private static String label(Layout layout, BlockPlan block) {
        return layout.addresses().stream()
                .filter(it -> layout.serves(it, block))
                .map(ServerAddress::toString)
                .findFirst()
                .orElse("");
    }

    private static String zones(BlockPlan block) {
        CacheDirective cache = block.one(CacheDirective.class);
        return cache == null
                ? ""
                : cache.config().zones().stream().map(DomainName::toString).collect(Collectors.joining(","));
    }

    /** One status a kind, as the page has no name for a cluster: that of the one that is worst off. */
    private static Map<Kind, KindStatus> worst(Collection<ClusterFeed> feeds) {
        Map<Kind, KindStatus> worst = new EnumMap<>(Kind.class);
        for (ClusterFeed feed : feeds) {
            feed.status()
                    .forEach((kind, status) -> worst.merge(
                            kind,
                            status,
                            (a, b) -> new KindStatus(
                                    a.synced() && b.synced(),
                                    a.connected() && b.connected(),
                                    a.ageNanos() < 0 || b.ageNanos() < 0 ? -1 : Math.max(a.ageNanos(), b.ageNanos()),
                                    a.lists() + b.lists(),
                                    a.malformed() + b.malformed())));
        }
        return worst;
    }
}
