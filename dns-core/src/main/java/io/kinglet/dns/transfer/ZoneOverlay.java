package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of a zone, one after the other, until they are put over it. Confined to one thread. */
final class ZoneOverlay {

    private record Entry(DomainName owner, int type, Rdata rdata) {}

    private final Set<Entry> removed = new HashSet<>();
    private final Map<Entry, Integer> added = new LinkedHashMap<>();
    private @Nullable Map<Entry, Integer> known;

    /** Takes a record away; false when it is neither in the zone nor among what was added. */
    boolean remove(DomainName owner, int type, Rdata rdata, @Nullable StaticZone zone) {
        Entry entry = new Entry(owner, type, rdata);
        boolean wasAdded = added.remove(entry) != null;
        // What was added may have been in the zone before: it must not stay there then.
        boolean wasThere = zone != null && known(zone).containsKey(entry) && removed.add(entry);
        return wasAdded || wasThere;
    }

    void add(DomainName owner, int type, int ttl, Rdata rdata) {
        added.put(new Entry(owner, type, rdata), ttl);
    }

    private Map<Entry, Integer> known(StaticZone zone) {
        Map<Entry, Integer> entries = known;
        if (entries == null) {
            entries = new HashMap<>();
            for (Rrset set : zone) {
                for (Rdata rdata : set.rdata()) {
                    entries.put(new Entry(set.owner(), set.type(), rdata), set.ttl());
                }
            }
            known = entries;
        }
        return entries;
    }

    /** The zone with the changes, under a new SOA. */
    @Nullable
    StaticZone over(StaticZone zone, int soaTtl, Rdata.Soa soa) {
        ZoneBuilder builder = new ZoneBuilder(zone.apex());
        builder.add(zone.apex(), RecordType.SOA, soaTtl, soa);
        for (Rrset set : zone) {
            for (Rdata rdata : set.rdata()) {
                Entry entry = new Entry(set.owner(), set.type(), rdata);
                if (set.type() != RecordType.SOA && !removed.contains(entry) && !added.containsKey(entry)) {
                    builder.add(set.owner(), set.type(), set.ttl(), rdata);
                }
            }
        }
        added.forEach((entry, ttl) -> builder.add(entry.owner(), entry.type(), ttl, entry.rdata()));
        return builder.build();
    }
}
