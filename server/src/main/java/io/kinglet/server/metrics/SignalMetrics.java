package io.kinglet.server.metrics;

import io.kinglet.k8s.signals.SignalsObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts signals. Series are bounded: lookups of more Services than that are counted together, as those of others. Any thread. */
public final class SignalMetrics implements SignalsObserver {

    private static final int MOST_SERIES = 500;
    private static final String OTHER = "other";

    private record Lookup(String namespace, String serviceNamespace, String service) {}

    private final Metrics metrics;
    private final Map<Lookup, Counter> unreachable = new ConcurrentHashMap<>();

    public SignalMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void unreachable(String namespace, String serviceNamespace, String service) {
        Lookup lookup = new Lookup(namespace, serviceNamespace, service);
        Counter counter = unreachable.get(lookup);
        if (counter == null) {
            counter = unreachable.size() < MOST_SERIES
                    ? counter(namespace, serviceNamespace, service)
                    : counter(OTHER, OTHER, OTHER);
            if (unreachable.size() < MOST_SERIES) {
                unreachable.put(lookup, counter);
            }
        }
        counter.increment();
    }

    private Counter counter(String namespace, String serviceNamespace, String service) {
        return metrics.counter(
                Family.LOOKUPS_UNREACHABLE,
                "namespace",
                namespace,
                "service",
                service,
                "service_namespace",
                serviceNamespace);
    }

    @Override
    public void unknownClient() {
        metrics.counter(Family.EXPLAIN_UNKNOWN, "identity", "unknown").increment();
    }

    @Override
    public void sharedClient() {
        metrics.counter(Family.EXPLAIN_UNKNOWN, "identity", "shared").increment();
    }
}
