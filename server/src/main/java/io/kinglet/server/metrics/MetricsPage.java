package io.kinglet.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text form that Prometheus reads (exposition format 0.0.4), with numbers as Go writes them: {@code le="0.00025"} and {@code
 * 100} where the client library has {@code 2.5E-4} and {@code 100.0}, so that series keep their names when CoreDNS is replaced.
 *
 * <p>Families in the order of their names, series in the order of their labels. Summaries and state sets, which nothing here has,
 * are left out.
 */
public final class MetricsPage {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Comparator<DataPointSnapshot> BY_LABELS = Comparator.comparing(DataPointSnapshot::getLabels);

    private final StringBuilder out = new StringBuilder(16 << 10);

    private MetricsPage() {}

    static String write(MetricSnapshots snapshots) {
        Map<String, MetricSnapshot> byName = new TreeMap<>();
        for (MetricSnapshot each : snapshots) {
            byName.put(name(each), each);
        }
        MetricsPage page = new MetricsPage();
        byName.forEach(page::family);
        return page.out.toString();
    }

    private static String name(MetricSnapshot family) {
        String name = family.getMetadata().getPrometheusName();
        if (family instanceof CounterSnapshot) {
            return name + "_total";
        }
        return family instanceof InfoSnapshot ? name + "_info" : name;
    }

    private void family(String name, MetricSnapshot family) {
        if (family instanceof CounterSnapshot counters) {
            head(name, family, "counter");
            counters.getDataPoints().stream()
                    .sorted(BY_LABELS)
                    .forEach(it -> sample(name, it.getLabels(), "", it.getValue()));
        } else if (family instanceof GaugeSnapshot gauges) {
            head(name, family, "gauge");
            gauges.getDataPoints().stream()
                    .sorted(BY_LABELS)
                    .forEach(it -> sample(name, it.getLabels(), "", it.getValue()));
        } else if (family instanceof InfoSnapshot) {
            head(name, family, "gauge");
            family.getDataPoints().stream().sorted(BY_LABELS).forEach(it -> sample(name, it.getLabels(), "", 1));
        } else if (family instanceof HistogramSnapshot histograms) {
            head(name, family, "histogram");
            histograms.getDataPoints().stream().sorted(BY_LABELS).forEach(it -> histogram(name, it));
        }
    }

    private void head(String name, MetricSnapshot family, String type) {
        String help = family.getMetadata().getHelp();
        if (help != null) {
            out.append("# HELP ").append(name).append(' ');
            out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void histogram(String name, HistogramDataPointSnapshot point) {
        if (!point.hasClassicHistogramData()) {
            return;
        }
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long upTo = 0;
        for (int i = 0; i < buckets.size(); i++) {
            upTo += buckets.getCount(i);
            sample(name + "_bucket", point.getLabels(), GoNumber.of(buckets.getUpperBound(i)), (double) upTo);
        }
        sample(name + "_sum", point.getLabels(), "", point.getSum());
        sample(name + "_count", point.getLabels(), "", (double) upTo);
    }

    /**
     * @param le upper bound of a bucket; empty for what is none
     */
    private void sample(String name, Labels labels, String le, double value) {
        out.append(name);
        char before = '{';
        for (int i = 0; i < labels.size(); i++) {
            before = label(before, labels.getPrometheusName(i), labels.getValue(i));
        }
        if (!le.isEmpty()) {
            before = label(before, "le", le);
        }
        if (before == ',') {
            out.append('}');
        }
        out.append(' ').append(GoNumber.of(value)).append('\n');
    }

    private char label(char before, String name, String value) {
        out.append(before).append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
        out.append('"');
        return ',';
    }
}
