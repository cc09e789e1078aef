package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The zones of one directive, and who answers for the names that they do not have. Immutable. */
final class ServedZones {

    static final Answer NO_TRANSFER =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "zone transfer is not offered");
    private static final Answer NOT_SYNCED =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NOT_READY, "the cluster has not been read yet");

    private final List<ServedZone> zones;
    private final List<byte[]> fallthrough;

    /**
     * @param fallthrough zones in which a name that does not exist is left to the next layer; empty for none
     */
    ServedZones(Stream<ServedZone> zones, List<DomainName> fallthrough) {
        // The longest first, so that the first that holds a name is its zone.
        this.zones = zones.sorted(Comparator.comparingInt(ServedZone::length).reversed())
                .toList();
        this.fallthrough = fallthrough.stream().map(DomainName::canonicalOctets).toList();
    }

    /**
     * The zone that targets of PTR records are in.
     *
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    static DomainName primary(List<DomainName> zones) {
        return zones.stream()
                .filter(zone -> !ServedZone.isReverse(zone))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("at least one zone must not be a reverse zone"));
    }

    static boolean isTransfer(Query query) {
        return query.qtype() == RecordType.AXFR || query.qtype() == RecordType.IXFR;
    }

    /** The zone of QNAME; null for none. */
    @Nullable
    ServedZone of(Query query) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).holds(query)) {
                return zones.get(i);
            }
        }
        return null;
    }

    /**
     * The answer for a name in a zone that this version does not have.
     *
     * @param outer the zone's length in the query before this layer noted its own
     */
    Answer missing(Query query, int outer, Version version, Resolver next) {
        if (!version.index().synced()) {
            return NOT_SYNCED;
        }
        for (int i = 0; i < fallthrough.size(); i++) {
            if (query.isWithin(fallthrough.get(i))) {
                query.zoneLength(outer);
                return next.resolve(query);
            }
        }
        return version.nxDomain();
    }
}
