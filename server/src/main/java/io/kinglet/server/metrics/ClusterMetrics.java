package io.kinglet.server.metrics;

import io.kinglet.k8s.index.ProgrammingObserver;
import io.kinglet.k8s.watch.RestObserver;

/** Counts requests to the API server, and times how fast changes reach the answers. Any thread. */
public final class ClusterMetrics implements ProgrammingObserver, RestObserver {

    private final Metrics metrics;
    private final Buckets clusterIp;
    private final Buckets headless;

    public ClusterMetrics(Metrics metrics) {
        this.metrics = metrics;
        clusterIp = metrics.histogram(Family.DNS_PROGRAMMING, "service_kind", "cluster_ip");
        headless = metrics.histogram(Family.DNS_PROGRAMMING, "service_kind", "headless_with_selector");
    }

    @Override
    public void programmed(boolean isHeadless, double seconds) {
        // The trigger time is another machine's clock, which may be ahead of ours.
        (isHeadless ? headless : clusterIp).record(Math.max(0, (long) (seconds * 1e9)));
    }

    @Override
    public void request(String verb, String host, int code, long nanos) {
        metrics.histogram(Family.API_DURATION, "verb", verb, "host", host).record(nanos);
        String status = code == 0 ? "<error>" : Integer.toString(code);
        metrics.counter(Family.API_REQUESTS, "code", status, "method", verb, "host", host)
                .increment();
    }

    @Override
    public void limited(String verb, String host, long nanos) {
        metrics.histogram(Family.API_LIMITED, "verb", verb, "host", host).record(nanos);
    }
}
