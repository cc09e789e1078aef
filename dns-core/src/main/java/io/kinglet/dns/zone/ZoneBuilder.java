package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RdataOctets;
import io.kinglet.dns.rr.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records of a zone, from a file or from a transfer, and makes the zone of them. What breaks the rules of a zone without
 * making it useless is left out, and the caller is told. Confined to one thread.
 */
public final class ZoneBuilder {

    /** Records of one name and type, or the signatures over them. */
    private static final class Collected {
        final List<Rdata> rdata = new ArrayList<>(1);

        /** Made when there is more than one record. */
        @Nullable
        Set<ByteBuffer> known;

        int ttl;
    }

    /** What one name has: sets by type, signatures by the type they cover. */
    private static final class Owner {
        final DomainName name;
        final Map<Integer, Collected> sets = new LinkedHashMap<>(2);
        Map<Integer, Collected> signatures = Map.of();

        Owner(DomainName name) {
            this.name = name;
        }
    }

    private final DomainName apex;
    private final Map<DomainName, Owner> owners = new HashMap<>();
    private int records;

    public ZoneBuilder(DomainName apex) {
        this.apex = apex;
    }

    public DomainName apex() {
        return apex;
    }

    /** Records taken so far. */
    public int records() {
        return records;
    }

    /**
     * Takes one record of class IN.
     *
     * @param ttl seconds; the lowest of a set holds for all of it (RFC 2181 section 5.2)
     * @return null when it was taken, and why it was left out otherwise, as part of a sentence
     */
    public @Nullable String add(DomainName owner, int type, int ttl, Rdata rdata) {
        if (!owner.isWithin(apex)) {
            return owner + " is not within " + apex;
        }
        if (type == RecordType.SOA && !owner.equals(apex)) {
            return "a zone has one SOA, and it is owned by " + apex + ", not by " + owner;
        }
        if (type == RecordType.DS && owner.equals(apex)) {
            // RFC 4035 section 2.4.
            return "DS of " + apex + " belongs to the zone above it";
        }
        Owner at = owners.computeIfAbsent(owner, Owner::new);
        if (type == RecordType.RRSIG) {
            return addSignature(at, ttl, rdata);
        }
        Collected set = at.sets.computeIfAbsent(type, it -> new Collected());
        boolean single = type == RecordType.SOA || type == RecordType.CNAME || type == RecordType.DNAME;
        if (single && !set.rdata.isEmpty()) {
            // A transfer ends with the SOA it began with.
            return canonical(set.rdata.get(0)).equals(canonical(rdata))
                    ? null
                    : owner + " has one " + RecordType.name(type) + " already";
        }
        collect(set, ttl, rdata);
        return null;
    }

    private @Nullable String addSignature(Owner at, int ttl, Rdata rdata) {
        byte[] octets = rdata instanceof Rdata.Unknown unknown ? unknown.octets() : new byte[0];
        if (octets.length < 18) {
            return "an RRSIG has at least 18 octets";
        }
        int covered = (octets[0] & 0xff) << 8 | octets[1] & 0xff;
        if (at.signatures.isEmpty()) {
            at.signatures = new LinkedHashMap<>(4);
        }
        collect(at.signatures.computeIfAbsent(covered, it -> new Collected()), ttl, rdata);
        return null;
    }

    private void collect(Collected set, int ttl, Rdata rdata) {
        if (!set.rdata.isEmpty()) {
            if (set.known == null) {
                set.known = new HashSet<>();
                set.known.add(canonical(set.rdata.get(0)));
            }
            if (!set.known.add(canonical(rdata))) {
                return;
            }
        }
        set.ttl = set.rdata.isEmpty() ? ttl : Math.min(set.ttl, ttl);
        set.rdata.add(rdata);
        records++;
    }

    /** Equal for records that are the same. */
    private static ByteBuffer canonical(Rdata rdata) {
        RdataOctets octets = RdataOctets.canonical();
        rdata.write(octets);
        return ByteBuffer.wrap(octets.octets());
    }

    /**
     * The zone of what was taken.
     *
     * @return null when there is no SOA
     */
    public @Nullable StaticZone build() {
        Owner top = owners.get(apex);
        if (top == null || !top.sets.containsKey(RecordType.SOA)) {
            return null;
        }
        Map<DomainName, ZoneNode> nodes = new HashMap<>();
        boolean signed = false;
        for (Owner owner : owners.values()) {
            List<SignedRrset> sets = sets(owner);
            if (!sets.isEmpty()) {
                nodes.put(owner.name, new ZoneNode(owner.name, owner.name.canonicalOctets(), sets));
                signed |= sets.stream().anyMatch(set -> set.signatures() != null);
            }
        }
        addEmptyNonTerminals(nodes);
        ZoneNode first = nodes.get(apex);
        SignedRrset soa = first == null ? null : first.set(RecordType.SOA);
        return soa == null ? null : new StaticZone(apex, soa, new NodeTable(nodes.values()), signed);
    }

    private static List<SignedRrset> sets(Owner owner) {
        List<SignedRrset> sets = new ArrayList<>(owner.sets.size());
        owner.sets.forEach((type, set) -> {
            Collected signatures = owner.signatures.get(type);
            sets.add(new SignedRrset(
                    rrset(owner.name, type, set),
                    signatures == null ? null : rrset(owner.name, RecordType.RRSIG, signatures)));
        });
        return sets;
    }

    private static Rrset rrset(DomainName owner, int type, Collected set) {
        return new Rrset(owner, type, set.ttl, set.rdata);
    }

    /** Every name between the apex and one with records exists, and knows its wildcard. */
    private void addEmptyNonTerminals(Map<DomainName, ZoneNode> nodes) {
        for (ZoneNode node : List.copyOf(nodes.values())) {
            ZoneNode child = node;
            while (child.key.length > apex.length()) {
                DomainName name = parent(child.name);
                ZoneNode above = nodes.get(name);
                boolean known = above != null;
                if (above == null) {
                    above = new ZoneNode(name, name.canonicalOctets(), List.of());
                    nodes.put(name, above);
                }
                if (PreparedAnswers.isWildcard(child)) {
                    above.wildcard = child;
                }
                if (known) {
                    break;
                }
                child = above;
            }
        }
    }

    private static DomainName parent(DomainName name) {
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        int skip = octets[0] + 1;
        return DomainName.copyOf(octets, skip, octets.length - skip);
    }
}
