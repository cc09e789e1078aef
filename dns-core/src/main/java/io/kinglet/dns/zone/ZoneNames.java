package io.kinglet.dns.zone;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zones found by the hash of a name's suffixes, however many there are. Immutable. */
final class ZoneNames {

    private final List<LoadedZone> zones;
    private final @Nullable LoadedZone[] table;
    private final int mostLabels;

    ZoneNames(List<LoadedZone> zones) {
        this.zones = List.copyOf(zones);
        table = new LoadedZone[Integer.highestOneBit(Math.max(4, zones.size())) * 4];
        int most = 0;
        for (LoadedZone zone : zones) {
            int place = (int) Octets.hash(zone.key(), 0, zone.key().length) & table.length - 1;
            while (table[place] != null) {
                place = place + 1 & table.length - 1;
            }
            table[place] = zone;
            most = Math.max(most, zone.apex().labels());
        }
        mostLabels = most;
    }

    List<LoadedZone> zones() {
        return zones;
    }

    /** The longest zone that QNAME is in; of DS at an apex, the zone above it, if that is here. Null when it is in none. */
    @Nullable
    LoadedZone of(Query query) {
        LoadedZone longest = from(query, 0);
        if (longest != null && isParentsQuestion(query, longest)) {
            LoadedZone parent = above(query);
            return parent != null ? parent : longest;
        }
        return longest;
    }

    /** DS belongs to the parent side of a zone cut, and is asked for at the name of the child (RFC 4035 section 3.1.4.1). */
    static boolean isParentsQuestion(Query query, LoadedZone zone) {
        return query.qtype() == RecordType.DS && zone.key().length == query.qnameLength() && query.labels() > 0;
    }

    /** The longest zone that the name above QNAME is in; null when it is in none. */
    @Nullable
    LoadedZone above(Query query) {
        return from(query, 1);
    }

    private @Nullable LoadedZone from(Query query, int first) {
        byte[] name = query.lowerQname();
        int length = query.qnameLength();
        for (int label = Math.max(first, query.labels() - mostLabels); label <= query.labels(); label++) {
            int offset = query.labelOffset(label);
            int place = (int) Octets.hash(name, offset, length - offset) & table.length - 1;
            for (LoadedZone zone = table[place]; zone != null; zone = table[place]) {
                if (Arrays.equals(zone.key(), 0, zone.key().length, name, offset, length)) {
                    return zone;
                }
                place = place + 1 & table.length - 1;
            }
        }
        return null;
    }
}
