package io.kinglet.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one moment, in the client library's form. One thread, one use. */
final class Scrape {

    private final Map<Family, Map<Labels, Double>> numbers = new EnumMap<>(Family.class);
    private final Map<Family, Map<Labels, Histogram>> histograms = new EnumMap<>(Family.class);

    /** Of two numbers for the same series the later one counts: during a reload old and new layers live side by side. */
    void add(Family family, Labels labels, double value) {
        numbers.computeIfAbsent(family, it -> new LinkedHashMap<>()).put(labels, value);
    }

    void add(Family family, Labels labels, long value) {
        add(family, labels, (double) value);
    }

    void add(Family family, Labels labels, Histogram histogram) {
        histograms.computeIfAbsent(family, it -> new LinkedHashMap<>()).put(labels, histogram);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        numbers.forEach((family, series) -> all.metricSnapshot(snapshot(family, series)));
        histograms.forEach((family, series) -> all.metricSnapshot(histogram(family, series)));
        return all.build();
    }

    private static MetricSnapshot snapshot(Family family, Map<Labels, Double> series) {
        return switch (family.kind()) {
            case COUNTER ->
                new CounterSnapshot(
                        metadata(family, "_total"),
                        series.entrySet().stream()
                                .map(it -> new CounterDataPointSnapshot(it.getValue(), it.getKey(), null, 0))
                                .toList());
            case GAUGE ->
                new GaugeSnapshot(
                        metadata(family, ""),
                        series.entrySet().stream()
                                .map(it -> new GaugeDataPointSnapshot(it.getValue(), it.getKey(), null))
                                .toList());
            case INFO ->
                new InfoSnapshot(
                        metadata(family, "_info"),
                        series.keySet().stream().map(InfoDataPointSnapshot::new).toList());
            case HISTOGRAM -> throw new IllegalArgumentException(family + " is a histogram, not a number");
        };
    }

    private static MetricSnapshot histogram(Family family, Map<Labels, Histogram> series) {
        return new HistogramSnapshot(
                metadata(family, ""),
                series.entrySet().stream()
                        .map(it -> point(it.getKey(), it.getValue()))
                        .toList());
    }

    private static HistogramDataPointSnapshot point(Labels labels, Histogram histogram) {
        long[] counts = histogram.counts();
        ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
        for (int i = 0; i < counts.length; i++) {
            boolean bounded = i < counts.length - 1;
            classic.bucket(bounded ? histogram.scale().bound(i) : Double.POSITIVE_INFINITY, counts[i]);
        }
        return new HistogramDataPointSnapshot(classic.build(), histogram.sum(), labels, null, 0);
    }

    /** The library adds the suffix of a kind itself. */
    private static MetricMetadata metadata(Family family, String suffix) {
        String name = family.exposedName();
        return new MetricMetadata(name.substring(0, name.length() - suffix.length()), family.help());
    }
}
