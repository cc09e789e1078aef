package io.kinglet.server.metrics;

import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.rr.Rcode;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the traffic with upstreams. Any thread. */
public final class ForwardMetrics implements ForwardObserver {

    private static final int RCODES = 24;

    private final Metrics metrics;
    private final String proxyName;
    private final Map<InetSocketAddress, ByUpstream> upstreams = new ConcurrentHashMap<>();

    private record ByUpstream(String name, Map<Integer, Buckets> durations, Counter[] reused, Counter[] opened) {}

    /**
     * @param proxyName the plugin that asks, {@code forward}
     */
    public ForwardMetrics(Metrics metrics, String proxyName) {
        this.metrics = metrics;
        this.proxyName = proxyName;
    }

    @Override
    public void exchanged(InetSocketAddress upstream, int rcode, long nanos) {
        ByUpstream its = its(upstream);
        // A response code is the upstream's to choose: only those that have names get a series.
        int known = rcode < RCODES ? rcode : -1;
        its.durations()
                .computeIfAbsent(
                        known,
                        it -> metrics.histogram(
                                Family.PROXY_DURATION,
                                "proxy_name",
                                proxyName,
                                "to",
                                its.name(),
                                "rcode",
                                it < 0 ? "other" : Rcode.name(it)))
                .record(nanos);
    }

    @Override
    public void connected(InetSocketAddress upstream, Carrier carrier, boolean reused) {
        ByUpstream its = its(upstream);
        (reused ? its.reused() : its.opened())[carrier.ordinal()].increment();
    }

    private ByUpstream its(InetSocketAddress upstream) {
        ByUpstream known = upstreams.get(upstream);
        return known != null ? known : upstreams.computeIfAbsent(upstream, this::added);
    }

    private ByUpstream added(InetSocketAddress upstream) {
        String name = Endpoint.text(upstream);
        return new ByUpstream(
                name,
                new ConcurrentHashMap<>(),
                counters(Family.PROXY_CONNECTIONS_REUSED, name),
                counters(Family.PROXY_CONNECTIONS_OPENED, name));
    }

    private Counter[] counters(Family family, String upstream) {
        Carrier[] carriers = Carrier.values();
        Counter[] counters = new Counter[carriers.length];
        for (Carrier each : carriers) {
            counters[each.ordinal()] =
                    metrics.counter(family, "proxy_name", proxyName, "to", upstream, "proto", each.label());
        }
        return counters;
    }
}
