package io.kinglet.server.metrics;

import io.kinglet.dns.resolver.Refusals;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/**
 * All that one server counts. Counts live as long as this object, over reloads; what belongs to one configuration is put into a
 * {@link Scope} and goes with it. Any thread.
 */
public final class Metrics implements MultiCollector {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Source process = new ProcessMetrics();
    private final List<Scope> scopes = new CopyOnWriteArrayList<>();
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Series, Buckets> histograms = new ConcurrentHashMap<>();
    private final Map<Labels, Traffic> traffic = new ConcurrentHashMap<>();
    private final Traffic unlisted = new Traffic(Labels.EMPTY);
    private final Counter panics;

    private record Series(Family family, Labels labels) {}

    /** With the numbers of the process and the Java runtime. */
    public Metrics() {
        panics = counter(Family.PANICS);
        // Shown from the start, as CoreDNS does, so that an alert on them has something to compare with.
        counter(Family.RELOAD_FAILURES);
        counter(Family.LOCAL_REQUESTS);
        registry.register(this);
    }

    /**
     * The layer that counts the queries of one zone of one server.
     *
     * @param server as CoreDNS writes it, such as {@code dns://:53}
     * @param zone the zone of the server block, such as {@code .}; {@code dropped} for what no zone matched
     * @param view name of the view; empty without one
     */
    public MetricsLayer layer(String server, String zone, String view) {
        Labels labels = Labels.of("server", server, "view", view, "zone", zone);
        return new MetricsLayer(traffic.computeIfAbsent(labels, Traffic::new), panics);
    }

    /** A layer that counts for {@link #answers} only: for blocks that do not say {@code prometheus}. */
    public MetricsLayer unlisted() {
        return new MetricsLayer(unlisted, panics);
    }

    /** What all layers have counted. */
    public AnswerCounts answers() {
        Map<String, Long> responses = new TreeMap<>();
        long queries = unlisted.count(responses);
        for (Traffic each : traffic.values()) {
            queries += each.count(responses);
        }
        return new AnswerCounts(queries, responses);
    }

    /** How many replies came from each upstream, by its address as in the metrics. */
    public Map<String, Long> upstreamReplies() {
        Map<String, Long> replies = new TreeMap<>();
        histograms.forEach((series, buckets) -> {
            String to = series.labels().get("to");
            if (series.family() == Family.PROXY_DURATION && to != null) {
                replies.merge(to, LongStream.of(buckets.now().counts()).sum(), Long::sum);
            }
        });
        return replies;
    }

    /** Counts packets that are no queries. */
    public Refusals refusals() {
        return new RefusalMetrics(this);
    }

    /**
     * The counter of a series, made when first asked for.
     *
     * @param labels name, value, name, value...
     */
    public Counter counter(Family family, String... labels) {
        return counters.computeIfAbsent(new Series(family, Labels.of(labels)), it -> new Counter());
    }

    /**
     * The histogram of a series, made when first asked for.
     *
     * @param labels name, value, name, value...
     */
    public Buckets histogram(Family family, String... labels) {
        return histograms.computeIfAbsent(new Series(family, Labels.of(labels)), it -> new Buckets(family.scale()));
    }

    /** Room for what is to be read from one configuration's layers, until it is closed. */
    public Scope scope() {
        Scope scope = new Scope(scopes::remove);
        scopes.add(scope);
        return scope;
    }

    /** Where an embedder may add collectors of its own. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** The page, in Prometheus's text form; {@link MetricsPage#CONTENT_TYPE}. */
    public String page() {
        return MetricsPage.write(registry.scrape());
    }

    /** For the registry. */
    @Override
    public MetricSnapshots collect() {
        Scrape scrape = new Scrape();
        counters.forEach((series, counter) -> scrape.add(series.family(), series.labels(), counter.value()));
        histograms.forEach((series, buckets) -> scrape.add(series.family(), series.labels(), buckets.now()));
        traffic.values().forEach(it -> it.collect(scrape));
        process.collect(scrape);
        scopes.forEach(it -> it.collect(scrape));
        return scrape.snapshots();
    }
}
