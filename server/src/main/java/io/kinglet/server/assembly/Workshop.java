package io.kinglet.server.assembly;

import io.kinglet.dns.forward.AddressLookup;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.talkers.TalkersConfig;
import io.kinglet.dns.talkers.TalkersLayer;
import io.kinglet.dns.transfer.Notifying;
import io.kinglet.dns.transfer.QueuedTransfers;
import io.kinglet.dns.transfer.SecondaryConfig;
import io.kinglet.dns.transfer.SecondaryZones;
import io.kinglet.dns.transfer.TransferClient;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.k8s.index.ProgrammingObserver;
import io.kinglet.k8s.signals.SignalsObserver;
import io.kinglet.server.metrics.ClusterMetrics;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.ForwardMetrics;
import io.kinglet.server.metrics.Scope;
import io.kinglet.server.metrics.SignalMetrics;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.transport.NotifySockets;
import io.kinglet.server.transport.TransferPatience;
import io.kinglet.server.transport.TransferSockets;
import io.kinglet.server.transport.TransportResources;
import io.kinglet.server.transport.UpstreamSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What all generations of a server share: its threads and its way to upstreams. Confined to the starting thread. */
final class Workshop implements AutoCloseable {

    private static final int MOST_NOTING = 512;

    private final ServerConfig config;
    private final TransportResources resources;
    private final Scheduler scheduler;
    private final TransferClient transfers;
    private final ZoneCopies copies = new ZoneCopies();
    private final LoneThread disk = LoneThread.forDisk();
    private final ClusterMetrics clusterMetrics;
    private final SignalMetrics signals;
    private final ForwardObserver forwarded;
    private final Refusals refusals;
    private final Scope scope;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private @Nullable TalkersLayer talkers;

    Workshop(ServerConfig config) {
        this.config = config;
        resources = new TransportResources(config.limits());
        scheduler = resources.scheduler();
        transfers = new QueuedTransfers(
                new TransferSockets(resources, TransferPatience.STANDARD), QueuedTransfers.STANDARD);
        clusterMetrics = new ClusterMetrics(config.metrics());
        signals = new SignalMetrics(config.metrics());
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

    /** Zones to be copied, which begin with what was there before a reload. */
    SecondaryZones secondary(SecondaryConfig config, Function<DomainName, LoadedZone> maker) {
        return new SecondaryZones(config, maker, transfers, disk, System::nanoTime, copies.of(config.primaries()));
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** What notes down who asks for what: one for all generations, made when one first wants it. Any thread. */
    synchronized TalkersLayer talkers() {
        TalkersLayer known = talkers;
        if (known == null) {
            // Over UDP, where the kernel hands over many at a time, and over TCP a loop has a thread each.
            int threads = Math.min(MOST_NOTING, 2 * config.limits().eventLoops());
            known = new TalkersLayer(new TalkersConfig(threads, TalkersConfig.STANDARD_OCTETS), System::nanoTime);
            talkers = known;
        }
        return known;
    }

    Notifying notifying() {
        return new NotifySockets(resources);
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

    /** Counts what lookups tell of policies. */
    SignalsObserver signals() {
        return signals;
    }

    ProgrammingObserver programmed() {
        return clusterMetrics;
    }

    /** See {@link io.kinglet.server.plugin.Host#addresses}. */
    List<InetAddress> addresses(String name, List<InetSocketAddress> resolvers) {
        String absolute = name.endsWith(".") ? name : name + ".";
        if (resolvers.isEmpty()) {
            try {
                return List.of(InetAddress.getAllByName(absolute));
            } catch (UnknownHostException e) {
                return List.of();
            }
        }
        ForwardConfig config = ForwardConfig.of(DomainName.ROOT, resolvers);
        try (UpstreamSockets exchange = sockets(config, null)) {
            return new AddressLookup(exchange)
                    .addresses(DomainName.parse(absolute), config.upstreams())
                    .toCompletableFuture()
                    .join();
        }
    }

    /** A way to upstreams; whoever asks for it closes it. */
    UpstreamSockets sockets(ForwardConfig config, @Nullable ClientTls tls) {
        return new UpstreamSockets(resources, config, tls, forwarded);
    }

    @Override
    public void close() {
        scope.close();
        disk.close();
        resources.close();
    }
}
