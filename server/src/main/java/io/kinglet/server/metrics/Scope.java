package io.kinglet.server.metrics;

import io.kinglet.dns.cache.CacheStatistics;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardStatistics;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.signals.DnsCounts;
import io.kinglet.k8s.signals.Signals;
import io.kinglet.k8s.source.KindStatus;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What is read from the layers of one configuration whenever a page is written. Any thread; closed on reload and at the end. */
public final class Scope implements AutoCloseable {

    private final Consumer<Scope> closing;
    private final List<Source> sources = new CopyOnWriteArrayList<>();

    Scope(Consumer<Scope> closing) {
        this.closing = closing;
    }

    /**
     * A number to be read.
     *
     * @param labels name, value, name, value...
     */
    public void read(Family family, DoubleSupplier number, String... labels) {
        Labels its = Labels.of(labels);
        sources.add(scrape -> scrape.add(family, its, number.getAsDouble()));
    }

    /**
     * A family that says all in its labels.
     *
     * @param labels name, value, name, value...
     */
    public void tell(Family family, String... labels) {
        read(family, () -> 1, labels);
    }

    /**
     * The counts of one cache.
     *
     * @param zones the zones of the cache directive, as it lists them
     */
    public void cache(Supplier<CacheStatistics> statistics, String server, String zones, String view) {
        Labels its = Labels.of("server", server, "view", view, "zones", zones);
        Labels success = its.add("type", "success");
        Labels denial = its.add("type", "denial");
        sources.add(scrape -> {
            CacheStatistics now = statistics.get();
            scrape.add(Family.CACHE_ENTRIES, success, now.successEntries());
            scrape.add(Family.CACHE_ENTRIES, denial, now.denialEntries());
            scrape.add(Family.CACHE_HITS, success, now.successHits());
            scrape.add(Family.CACHE_HITS, denial, now.denialHits());
            scrape.add(Family.CACHE_EVICTIONS, success, now.successEvictions());
            scrape.add(Family.CACHE_EVICTIONS, denial, now.denialEvictions());
            scrape.add(Family.CACHE_REQUESTS, its, now.requests());
            scrape.add(Family.CACHE_MISSES, its, now.misses());
            scrape.add(Family.CACHE_PREFETCHES, its, now.prefetches());
            scrape.add(Family.CACHE_DROPS, its, now.drops());
            scrape.add(Family.CACHE_SERVED_STALE, its, now.servedStale());
        });
    }

    /** The counts of all forward directives together: CoreDNS has no label to tell them apart. */
    public void forward(Supplier<List<ForwardStatistics>> statistics) {
        sources.add(scrape -> {
            long allDown = 0;
            long rejected = 0;
            long shared = 0;
            long waiting = 0;
            for (ForwardStatistics each : statistics.get()) {
                allDown += each.allDown();
                rejected += each.rejected();
                shared += each.shared();
                waiting += each.waiting();
                each.failedChecks()
                        .forEach((upstream, failed) -> scrape.add(
                                Family.PROXY_FAILED_CHECKS,
                                Labels.of("proxy_name", "forward", "to", Endpoint.text(upstream)),
                                failed));
            }
            scrape.add(Family.FORWARD_ALL_DOWN, Labels.EMPTY, allDown);
            scrape.add(Family.FORWARD_REJECTED, Labels.EMPTY, rejected);
            scrape.add(Family.FORWARD_SHARED, Labels.EMPTY, shared);
            scrape.add(Family.FORWARD_WAITING, Labels.EMPTY, waiting);
        });
    }

    /** How the kinds of a cluster stand with their source. */
    public void cluster(Supplier<Map<Kind, KindStatus>> statuses) {
        sources.add(scrape -> statuses.get().forEach((kind, now) -> {
            Labels its = Labels.of("kind", kind.name().toLowerCase(Locale.ROOT));
            if (now.ageNanos() >= 0) {
                scrape.add(Family.CLUSTER_AGE, its, now.ageNanos() / 1e9);
            }
            scrape.add(Family.CLUSTER_SYNCED, its, now.synced() ? 1 : 0);
            scrape.add(Family.CLUSTER_CONNECTED, its, now.connected() ? 1 : 0);
            scrape.add(Family.CLUSTER_LISTS, its, now.lists());
            scrape.add(Family.CLUSTER_MALFORMED, its, now.malformed());
        }));
    }

    /** What signals tell, beside what they count. */
    public void signals(Signals signals, Supplier<Map<Kind, KindStatus>> statuses) {
        sources.add(scrape -> {
            DnsCounts counts = signals.podsWithoutDns();
            counts.udp().forEach((namespace, pods) -> scrape.add(Family.PODS_WITHOUT_DNS, dns(namespace, "udp"), pods));
            counts.tcp().forEach((namespace, pods) -> scrape.add(Family.PODS_WITHOUT_DNS, dns(namespace, "tcp"), pods));
            scrape.add(Family.EXPLAIN_UNJUDGED, Labels.EMPTY, counts.unjudged());
            scrape.add(Family.EXPLAIN_DROPPED, Labels.EMPTY, signals.lookups().dropped());
            statuses.get()
                    .forEach((kind, now) -> scrape.add(
                            Family.EXPLAIN_SYNCED,
                            Labels.of("kind", kind.name().toLowerCase(Locale.ROOT)),
                            now.synced() ? 1 : 0));
        });
    }

    private static Labels dns(String namespace, String protocol) {
        return Labels.of("namespace", namespace, "proto", protocol);
    }

    void collect(Scrape scrape) {
        sources.forEach(it -> it.collect(scrape));
    }

    @Override
    public void close() {
        closing.accept(this);
    }
}
