package io.kinglet.k8s.transfer;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.TransferableZones;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.zone.ExternalConfig;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.VersionedLayer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The zones of one {@code kubernetes} or {@code k8s_external} directive that may be copied. Whenever the host lets it {@link #tick}, no more often than once
 * a second, what the index holds by then becomes a version with a serial of its own: the time, or one more than the last. So serials
 * run ahead of the clock only while that is set back, and a server that starts anew does not start below itself. Any thread.
 */
public final class ClusterZones implements TransferableZones {

    /** Records of change kept for each zone: some ten megabytes at most. */
    public static final int MOST_RECORDS = 50_000;

    private final Published<ClusterIndex> published;
    private final LongSupplier wallClockMillis;
    private final List<ClusterZone> zones = new ArrayList<>();
    private final List<Consumer<? super TransferableZone>> listeners = new CopyOnWriteArrayList<>();
    private final VersionedLayer layer;
    private @Nullable ClusterIndex latest;
    private volatile int serial;

    /**
     * Of a cluster itself.
     *
     * @param wanted which of the zones may be copied
     * @param wallClockMillis milliseconds since the Unix epoch
     * @param layers makes the layer, given what numbers its SOA records
     */
    public static ClusterZones of(
            KubernetesConfig config,
            Predicate<DomainName> wanted,
            Published<ClusterIndex> published,
            LongSupplier wallClockMillis,
            LayerMaker layers) {
        return new ClusterZones(shapes(config, wanted), published, wallClockMillis, layers, MOST_RECORDS);
    }

    /**
     * Of a cluster as it is seen from outside.
     *
     * @param wanted which of the zones may be copied
     * @param wallClockMillis milliseconds since the Unix epoch
     * @param layers makes the layer, given what numbers its SOA records
     */
    public static ClusterZones of(
            ExternalConfig config,
            Predicate<DomainName> wanted,
            Published<ClusterIndex> published,
            LongSupplier wallClockMillis,
            LayerMaker layers) {
        List<ZoneShape> shapes = config.zones().stream()
                .filter(wanted)
                .map(zone -> ZoneShape.of(zone, config))
                .toList();
        return new ClusterZones(shapes, published, wallClockMillis, layers, MOST_RECORDS);
    }

    static List<ZoneShape> shapes(KubernetesConfig config, Predicate<DomainName> wanted) {
        return config.zones().stream()
                .filter(wanted)
                .map(zone -> ZoneShape.of(zone, config.multicluster().contains(zone), config.ttl()))
                .toList();
    }

    ClusterZones(
            List<ZoneShape> shapes,
            Published<ClusterIndex> published,
            LongSupplier wallClockMillis,
            LayerMaker layers,
            int mostRecords) {
        this.published = published;
        this.wallClockMillis = wallClockMillis;
        shapes.forEach(shape -> zones.add(new ClusterZone(shape, mostRecords, this::tick)));
        layer = layers.make(this::serial);
    }

    /** Makes the layer that answers for the zones. */
    @FunctionalInterface
    public interface LayerMaker {

        /**
         * @param serial of every SOA
         */
        VersionedLayer make(IntSupplier serial);
    }

    /** What answers for the zones, with their serials. */
    public VersionedLayer layer() {
        return layer;
    }

    /** Of the newest version; 0 until the whole cluster has been read. */
    public int serial() {
        if (serial == 0) {
            tick();
        }
        return serial;
    }

    @Override
    public Collection<? extends TransferableZone> zones() {
        return List.copyOf(zones);
    }

    @Override
    public Watch watch(Consumer<? super TransferableZone> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Makes a version of what there is, if that is not one already. Until the whole cluster has been read there is none. */
    public void tick() {
        List<ClusterZone> changed = advance();
        for (ClusterZone zone : changed) {
            listeners.forEach(listener -> listener.accept(zone));
        }
    }

    private synchronized List<ClusterZone> advance() {
        ClusterIndex index = published.current();
        if (index == latest || !index.synced()) {
            return List.of();
        }
        int second = (int) (wallClockMillis.getAsLong() / 1000);
        int next = latest == null || second - serial > 0 ? second : serial + 1;
        Resolver answers = layer.at(index, next);
        Map<ClusterZone, ZoneChange> changes = new IdentityHashMap<>();
        boolean different = latest == null;
        for (ClusterZone zone : zones) {
            ZoneChange change = zone.changeTo(new ClusterVersion(zone.shape(), index, next, answers));
            if (change != null) {
                changes.put(zone, change);
                different |= !change.removed().isEmpty() || !change.added().isEmpty();
            }
        }
        latest = index;
        if (!different) {
            // Pods come and go, and are in no transfer: the same records keep their serial.
            Resolver same = layer.at(index, serial);
            zones.forEach(zone -> zone.advance(new ClusterVersion(zone.shape(), index, serial, same), null));
            return List.of();
        }
        zones.forEach(zone -> zone.advance(new ClusterVersion(zone.shape(), index, next, answers), changes.get(zone)));
        serial = next;
        return List.copyOf(zones);
    }
}
