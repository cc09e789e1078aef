package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.StaticZone;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The zones that a catalog zone lists (RFC 9432 section 4). Groups and properties of others say nothing to this server.
 *
 * <pre>
 *   version.APEX         TXT "2"
 *   ID.zones.APEX        PTR member zone
 *   coo.ID.zones.APEX    PTR the catalog that may take it over
 * </pre>
 *
 * @param members by the name of the zone, in the order of the catalog
 */
record Catalog(DomainName apex, Map<DomainName, Member> members) {

    /** One string, in wire format. */
    private static final Rdata VERSION = new Rdata.Unknown(RecordType.TXT, new byte[] {1, '2'});

    /**
     * @param id the label that stands for it; another one for the same zone says that nothing of it may be kept
     * @param heir the catalog that may take it over; null for none
     */
    record Member(DomainName zone, DomainName id, @Nullable DomainName heir) {}

    Catalog {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static Catalog read(StaticZone version) throws BrokenCatalogException {
        DomainName apex = version.apex();
        DomainName zones = apex.child("zones");
        DomainName schema = apex.child("version");
        boolean servers = false;
        boolean known = false;
        Map<DomainName, Rrset> listed = new LinkedHashMap<>();
        Map<DomainName, DomainName> heirs = new HashMap<>();
        for (Rrset set : version) {
            DomainName owner = set.owner();
            int below = owner.isWithin(zones) ? owner.labels() - zones.labels() : 0;
            if (owner.equals(apex)) {
                servers |= set.type() == RecordType.NS;
            } else if (owner.equals(schema) && set.type() == RecordType.TXT) {
                known = set.rdata().equals(List.of(VERSION));
            } else if (set.type() == RecordType.PTR && below == 1) {
                listed.put(owner, set);
            } else if (set.type() == RecordType.PTR
                    && below == 2
                    && owner.equals(parent(owner).child("coo"))) {
                heirs.put(parent(owner), target(set));
            }
        }
        if (!servers) {
            throw new BrokenCatalogException("it has no NS record");
        }
        if (!known) {
            throw new BrokenCatalogException("its version, the TXT record of " + schema + ", is not 2");
        }
        Map<DomainName, Member> members = new LinkedHashMap<>();
        for (Rrset set : listed.values()) {
            DomainName zone = target(set);
            if (members.put(zone, new Member(zone, id(set.owner()), heirs.get(set.owner()))) != null) {
                throw new BrokenCatalogException("it lists " + zone + " twice");
            }
        }
        return new Catalog(apex, members);
    }

    private static DomainName target(Rrset set) throws BrokenCatalogException {
        if (set.size() == 1 && set.rdata().get(0) instanceof Rdata.Ptr pointer) {
            return pointer.target();
        }
        throw new BrokenCatalogException(set.owner() + " has more than one PTR record");
    }

    private static DomainName parent(DomainName name) {
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        int skip = octets[0] + 1;
        return DomainName.copyOf(octets, skip, octets.length - skip);
    }

    /** The first label, as a name of its own. */
    private static DomainName id(DomainName name) {
        byte[] octets = name.canonicalOctets();
        byte[] label = new byte[octets[0] + 2];
        System.arraycopy(octets, 0, label, 0, octets[0] + 1);
        return DomainName.copyOf(label, 0, label.length);
    }
}
