package io.kinglet.dns.zone;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Query;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The zones of one directive, which may come and go. Any thread reads; one at a time changes. */
public final class ZoneSet implements TransferableZones {

    private final Published<ZoneNames> zones;
    private final List<Consumer<? super TransferableZone>> listeners = new CopyOnWriteArrayList<>();

    public ZoneSet(List<LoadedZone> zones) {
        this.zones = new Published<>(new ZoneNames(zones));
    }

    @Override
    public Collection<LoadedZone> zones() {
        return zones.current().zones();
    }

    /**
     * The longest zone that QNAME is in; of DS at an apex, the zone above it, if that is here. Null when it is in none. Allocates
     * nothing.
     */
    @Nullable
    LoadedZone of(Query query) {
        return zones.current().of(query);
    }

    /** Whether the name above QNAME is in a zone of these. */
    boolean holdsParent(Query query) {
        return query.labels() > 0 && zones.current().above(query) != null;
    }

    /** The zone of exactly that apex. */
    @Override
    public @Nullable LoadedZone find(DomainName apex) {
        return zones().stream()
                .filter(zone -> zone.apex().equals(apex))
                .findFirst()
                .orElse(null);
    }

    /** Serves these zones from now on. */
    public void become(List<LoadedZone> others) {
        zones.publish(new ZoneNames(others));
    }

    /** Tells those who watch that the zone has a new version. */
    public void published(LoadedZone zone) {
        listeners.forEach(listener -> listener.accept(zone));
    }

    @Override
    public Watch watch(Consumer<? super TransferableZone> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
