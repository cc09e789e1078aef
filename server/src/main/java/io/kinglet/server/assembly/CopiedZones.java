package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.transfer.NotifySender;
import io.kinglet.dns.transfer.SecondaryZones;
import io.kinglet.dns.transfer.TransferConfig;
import io.kinglet.dns.transfer.TransferLayer;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.TransferableZones;
import io.kinglet.dns.zone.ZoneJournal;
import io.kinglet.dns.zone.ZoneLayer;
import io.kinglet.dns.zone.ZoneSet;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.transfer.ClusterZones;
import io.kinglet.k8s.zone.ExternalConfig;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.VersionedLayer;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.SecondaryDirective;
import io.kinglet.server.plugin.TransferDirective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The zones of one block that are copied, out to secondaries or in from primaries. Built, then started, then closed, by one thread. */
final class CopiedZones implements AutoCloseable {

    private final Predicate<DomainName> copied;
    private final Workshop workshop;
    private final List<TransferableZones> transferable = new ArrayList<>();
    private final List<ZoneSet> below = new ArrayList<>();
    private final List<NotifySender> notifiers = new ArrayList<>();
    private final List<ZoneClock> clocks = new ArrayList<>();
    private final Map<SecondaryDirective, SecondaryZones> secondaries = new LinkedHashMap<>();

    CopiedZones(BlockPlan block, Workshop workshop) {
        TransferDirective transfer = block.one(TransferDirective.class);
        copied = zone -> transfer != null && transfer.config().rule(zone) != null;
        this.workshop = workshop;
    }

    /** A zone that is held as data: what changes is kept of those that others may copy, and of no other. */
    LoadedZone zone(DomainName apex) {
        return new LoadedZone(apex, copied.test(apex) ? new ZoneJournal(ClusterZones.MOST_RECORDS) : null);
    }

    /** The layer of zones that are held as data; {@link #transfer} may let others copy them. Those of layers below come first. */
    Layer serve(
            ZoneSet zones, @Nullable List<DomainName> origins, List<DomainName> fallthrough, Supplier<Resolver> whole) {
        ZoneLayer layer = new ZoneLayer(zones, below, origins, fallthrough, whole);
        transferable.add(zones);
        below.add(zones);
        return layer;
    }

    /** The layer of a cluster; one that numbers versions only where a zone of it may be copied. */
    VersionedLayer cluster(
            KubernetesConfig config,
            Published<ClusterIndex> index,
            Function<@Nullable IntSupplier, VersionedLayer> layers) {
        return config.zones().stream().noneMatch(copied)
                ? layers.apply(null)
                : numbered(ClusterZones.of(config, copied, index, System::currentTimeMillis, layers::apply));
    }

    /** The same of a cluster as it is seen from outside. */
    VersionedLayer external(
            ExternalConfig config,
            Published<ClusterIndex> index,
            Function<@Nullable IntSupplier, VersionedLayer> layers) {
        return config.zones().stream().noneMatch(copied)
                ? layers.apply(null)
                : numbered(ClusterZones.of(config, copied, index, System::currentTimeMillis, layers::apply));
    }

    private VersionedLayer numbered(ClusterZones zones) {
        transferable.add(zones);
        clocks.add(new ZoneClock(zones, workshop.disk()));
        return zones.layer();
    }

    /** Lets others copy what was added before. */
    Layer transfer(TransferConfig config) {
        List<TransferableZones> sources = List.copyOf(transferable);
        notifiers.add(new NotifySender(config, sources, workshop.notifying(), workshop.disk()));
        return new TransferLayer(config, sources);
    }

    Layer secondary(SecondaryDirective directive, Supplier<Resolver> whole) {
        SecondaryZones zones = workshop.secondary(directive.config(), this::zone);
        secondaries.put(directive, zones);
        return serve(zones.zones(), null, directive.config().fallthrough(), whole);
    }

    Layer notifications(SecondaryDirective directive) {
        return Objects.requireNonNull(secondaries.get(directive)).notifications();
    }

    /** Whether NOTIFY means anything. */
    boolean hasPrimaries() {
        return !secondaries.isEmpty();
    }

    void start() {
        clocks.forEach(ZoneClock::start);
        secondaries.values().forEach(SecondaryZones::start);
        notifiers.forEach(NotifySender::start);
    }

    @Override
    public void close() {
        clocks.forEach(ZoneClock::close);
        secondaries.values().forEach(SecondaryZones::close);
        notifiers.forEach(NotifySender::close);
    }
}
