package io.kinglet.server.assembly;

import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.k8s.index.ProgrammingObserver;
import io.kinglet.server.metrics.ClusterMetrics;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.ForwardMetrics;
import io.kinglet.server.metrics.Scope;
import io.kinglet.server.transport.TransportResources;
import io.kinglet.server.transport.UpstreamSockets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What all generations of a server share: its threads and its way to upstreams. Confined to the starting thread. */
final class Workshop implements AutoCloseable {

    private final ServerConfig config;
    private final TransportResources resources;
    private final Scheduler scheduler;
    private final DiskTasks disk = new DiskTasks();
    private final ClusterMetrics clusterMetrics;
    private final ForwardObserver forwarded;
    private final Refusals refusals;
    private final Scope scope;
    private final Map<Duration, UpstreamSockets> exchanges = new HashMap<>();

    Workshop(ServerConfig config) {
        this.config = config;
        resources = new TransportResources(config.limits());
        scheduler = resources.scheduler();
        clusterMetrics = new ClusterMetrics(config.metrics());
        forwarded = new ForwardMetrics(config.metrics(), "forward");
        refusals = config.metrics().refusals();
        scope = config.metrics().scope();
        scope.tell(
                Family.BUILD_INFO,
                "version",
                Version.text(),
                "revision",
                "",
                "goversion",
                "java" + Runtime.version().feature());
        scope.read(Family.UDP_UNSENT, resources::repliesDropped);
        scope.read(Family.TCP_REFUSED, resources::connectionsRefused);
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

    /** For what may wait for a disk. */
    Scheduler disk() {
        return disk;
    }

    ForwardObserver forwarded() {
        return forwarded;
    }

    /** Shows how many datagrams the kernel has dropped at the sockets of the server. */
    void tellKernelDrops(LongSupplier drops) {
        scope.read(Family.UDP_KERNEL_DROPS, drops::getAsLong);
    }

    /** Counts packets that are no queries. */
    Refusals refusals() {
        return refusals;
    }

    ProgrammingObserver programmed() {
        return clusterMetrics;
    }

    /** Sockets to upstreams whose idle connections are kept that long. */
    Exchange exchange(Duration expire) {
        return exchanges.computeIfAbsent(expire, it -> new UpstreamSockets(resources, it, forwarded));
    }

    @Override
    public void close() {
        scope.close();
        disk.close();
        exchanges.values().forEach(UpstreamSockets::close);
        resources.close();
    }
}
