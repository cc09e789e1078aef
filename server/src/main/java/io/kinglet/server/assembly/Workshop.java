package io.kinglet.server.assembly;

import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.server.transport.TransportResources;
import io.kinglet.server.transport.UpstreamSockets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What all generations of a server share: its threads and its way to upstreams. Confined to the starting thread. */
final class Workshop implements AutoCloseable {

    private final ServerConfig config;
    private final TransportResources resources;
    private final Scheduler scheduler;
    private final Map<Duration, UpstreamSockets> exchanges = new HashMap<>();

    Workshop(ServerConfig config) {
        this.config = config;
        resources = new TransportResources(config.limits());
        scheduler = resources.scheduler();
    }

    ServerConfig config() {
        return config;
    }

    TransportResources resources() {
        return resources;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    ForwardObserver forwarded() {
        return ForwardObserver.NONE;
    }

    /** Sockets to upstreams whose idle connections are kept that long. */
    Exchange exchange(Duration expire) {
        return exchanges.computeIfAbsent(expire, it -> new UpstreamSockets(resources, it, forwarded()));
    }

    @Override
    public void close() {
        exchanges.values().forEach(UpstreamSockets::close);
        resources.close();
    }
}
