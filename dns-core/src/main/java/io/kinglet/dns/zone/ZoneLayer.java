package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for zones that are held as data. A query outside of them goes to the next layer, and so does one for a name without any
 * records where fallthrough says so. A zone of which there is no version yet is answered SERVFAIL. Any thread.
 */
public final class ZoneLayer implements Layer {

    private static final Answer NOT_LOADED =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NOT_READY, "the zone has not been loaded");

    private final ZoneSet zones;
    private final List<ZoneSet> below;
    private final @Nullable List<byte[]> origins;
    private final List<byte[]> fallthrough;
    private final OutsideTarget outside;

    /**
     * @param below the zones of the layers below, one of which may be the parent of one of these
     * @param origins only names in one of these are answered, whatever zones there are; null for all
     * @param fallthrough names in one of these that have no records are left to the next layer
     * @param whole the whole server, asked for what aliases lead to
     */
    public ZoneLayer(
            ZoneSet zones,
            List<ZoneSet> below,
            @Nullable List<DomainName> origins,
            List<DomainName> fallthrough,
            Supplier<Resolver> whole) {
        this.zones = zones;
        this.below = List.copyOf(below);
        this.origins = origins == null
                ? null
                : origins.stream().map(DomainName::canonicalOctets).toList();
        this.fallthrough = fallthrough.stream().map(DomainName::canonicalOctets).toList();
        outside = new OutsideTarget(whole, true);
    }

    @Override
    public Resolver over(Resolver next) {
        // Where nothing is below, nobody answers for a name outside of the zones.
        Resolver others = next == Resolver.NOBODY ? Resolver.REFUSED : next;
        return query -> resolve(query, next, others);
    }

    private Answer resolve(Query query, Resolver next, Resolver others) {
        LoadedZone zone = origins == null || isWithin(query, origins) ? zones.of(query) : null;
        if (zone == null) {
            return others.resolve(query);
        }
        if (ZoneNames.isParentsQuestion(query, zone) && isParentBelow(query)) {
            return next.resolve(query);
        }
        StaticZone version = zone.current();
        if (version == null) {
            return NOT_LOADED;
        }
        if (!fallthrough.isEmpty() && isWithin(query, fallthrough) && !version.hasRecords(query)) {
            return next.resolve(query);
        }
        query.zoneLength(zone.key().length);
        return version.resolve(query, outside);
    }

    private boolean isParentBelow(Query query) {
        for (int i = 0; i < below.size(); i++) {
            if (below.get(i).holdsParent(query)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithin(Query query, List<byte[]> zones) {
        for (int i = 0; i < zones.size(); i++) {
            if (query.isWithin(zones.get(i))) {
                return true;
            }
        }
        return false;
    }
}
