package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way from one serial of a zone to the next, as RFC 1995 section 4 sends it.
 *
 * @param from the SOA before
 * @param removed records that are gone; no SOA among them. A set here may be part of one in the zone
 * @param to the SOA after
 * @param added records that are new; no SOA among them
 */
public record ZoneChange(Rrset from, List<Rrset> removed, Rrset to, List<Rrset> added) {

    public ZoneChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** A record of another TTL is another record. */
    private record Entry(DomainName owner, int type, int ttl, Rdata rdata) {}

    /**
     * What leads from one version to another.
     *
     * @param old records of the version before, at least those that are gone
     * @param now records of the version after, at least those that are new
     */
    public static ZoneChange between(Rrset from, List<Rrset> old, Rrset to, List<Rrset> now) {
        return new ZoneChange(from, less(old, now), to, less(now, old));
    }

    /** The records of {@code some} that are not among {@code others}. */
    private static List<Rrset> less(List<Rrset> some, List<Rrset> others) {
        Set<Entry> known = new HashSet<>();
        for (Rrset set : others) {
            set.rdata().forEach(rdata -> known.add(entry(set, rdata)));
        }
        List<Rrset> rest = new ArrayList<>();
        for (Rrset set : some) {
            List<Rdata> left = set.rdata().stream()
                    .filter(rdata -> !known.contains(entry(set, rdata)))
                    .toList();
            if (!left.isEmpty()) {
                rest.add(new Rrset(set.owner(), set.type(), set.ttl(), left));
            }
        }
        return rest;
    }

    private static Entry entry(Rrset set, Rdata rdata) {
        return new Entry(set.owner(), set.type(), set.ttl(), rdata);
    }

    /** Records there are in it, the two SOA records included. */
    public int size() {
        int size = 2;
        for (Rrset set : removed) {
            size += set.size();
        }
        for (Rrset set : added) {
            size += set.size();
        }
        return size;
    }
}
