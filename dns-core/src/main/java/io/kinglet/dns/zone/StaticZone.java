package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.AnswerSource;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone held as data, and the lookup of RFC 1034 section 4.3.2 with wildcards (RFC 4592), DNAME (RFC 6672), zone cuts and, where
 * the zone is signed with NSEC, the proofs of RFC 4035 section 3.1.
 *
 * <p>The answers for names that have the type asked for, and referrals, are objects made when the zone was: to find one allocates
 * nothing. What follows an alias, and negative answers of signed zones, are put together from such. Immutable; made by {@link
 * ZoneBuilder}.
 */
public final class StaticZone implements ZoneVersion {

    private static final Answer NO_TRANSFER =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "zone transfer is not offered");

    private final DomainName apex;
    private final Rrset soa;
    private final NodeTable nodes;
    private final int records;
    private final boolean hasSignatures;
    private final Denial denial;
    private final List<RecordSet> servers;
    private final List<RecordSet> signedServers;
    private final List<RecordSet> negative;
    private final List<RecordSet> signedNegative;
    private final Answer noData;
    private final Answer nxDomain;

    StaticZone(DomainName apex, SignedRrset soa, NodeTable nodes, boolean hasSignatures) {
        this.apex = apex;
        this.soa = soa.set();
        this.nodes = nodes;
        this.hasSignatures = hasSignatures;
        denial = new Denial(nodes);
        ZoneNode top = nodes.find(apex);
        SignedRrset ns = top == null ? null : top.set(RecordType.NS);
        servers = section(ns, false);
        signedServers = section(ns, true);
        SignedRrset lasting = NegativeSoa.of(soa);
        negative = section(lasting, false);
        signedNegative = section(lasting, true);
        noData = new Answer.NoData(negative);
        nxDomain = new Answer.NxDomain(negative);
        PreparedAnswers prepared = new PreparedAnswers(nodes, denial, servers, signedServers);
        for (ZoneNode node : nodes) {
            prepared.prepare(node, node == top, hasSignatures);
        }
        int count = 0;
        for (ZoneNode node : nodes) {
            node.interruption = above(node);
            for (SignedRrset set : node.sets) {
                count += set.size();
            }
        }
        records = count;
    }

    private static List<RecordSet> section(@Nullable SignedRrset set, boolean signed) {
        List<RecordSet> section = new ArrayList<>(2);
        if (set != null) {
            set.addTo(section, signed);
        }
        return List.copyOf(section);
    }

    /** In canonical order the name above comes first, so that what is above that is known. */
    private @Nullable ZoneNode above(ZoneNode node) {
        return node.key.length == apex.length()
                ? null
                : nodes.closestEncloser(node.key, node.key.length).interruptionBelow();
    }

    @Override
    public DomainName apex() {
        return apex;
    }

    @Override
    public Rrset soa() {
        return soa;
    }

    @Override
    public int serial() {
        return ((Rdata.Soa) soa.rdata().get(0)).serial();
    }

    /** What leads from another version of the zone to this one. As much work as walking both. */
    ZoneChange changeFrom(StaticZone before) {
        List<Rrset> old = new ArrayList<>();
        List<Rrset> now = new ArrayList<>();
        nodes.forEachDifference(before.nodes, (gone, come) -> {
            if (gone != null) {
                gone.addTo(old);
            }
            if (come != null) {
                come.addTo(now);
            }
        });
        return ZoneChange.between(before.soa, old, soa, now);
    }

    /** Records there are, signatures included. */
    int records() {
        return records;
    }

    /** Names that exist, those without records included. */
    public int names() {
        return nodes.size();
    }

    /**
     * The answer to a query whose name is in the zone. Any thread.
     *
     * @param outside asked where an alias leads out of the zone
     */
    public Answer resolve(Query query, OutsideTarget outside) {
        int type = query.qtype();
        if (type == RecordType.AXFR || type == RecordType.IXFR) {
            return NO_TRANSFER;
        }
        boolean signed = hasSignatures && query.edns().dnssecOk();
        byte[] name = query.lowerQname();
        int length = query.qnameLength();
        ZoneNode node = nodes.find(name, 0, length);
        ZoneNode encloser = node != null ? node : nodes.closestEncloser(name, length);
        ZoneNode above = node != null ? interruptionAt(node, type) : encloser.interruptionBelow();
        if (above != null) {
            return above.isCut()
                    ? referral(above, signed)
                    : new AliasWalk(this, query, outside, signed).fromDname(above);
        }
        ZoneNode source = node != null ? node : encloser.wildcard;
        if (source == null) {
            return signed ? nxDomain(query, encloser) : nxDomain;
        }
        AnswerSource asker = query.marks().source();
        if (asker != null && node == null) {
            asker.wildcard(source.name);
        }
        SignedRrset cname = source.alias(type);
        if (cname != null) {
            return new AliasWalk(this, query, outside, signed).fromCname(cname);
        }
        if (type == RecordType.RRSIG && hasSignatures) {
            return signatures(source, query);
        }
        // RFC 8482 section 4.1: of all that a name has, one set.
        int index = type == RecordType.ANY ? 0 : source.index(type);
        if (index < 0 || source.isEmpty()) {
            return signed ? new Answer.NoData(denial(source, key(query), true)) : noData;
        }
        return !signed
                ? source.answers[index]
                : node != null ? source.signedAnswers[index] : made(source, index, query);
    }

    private Answer signatures(ZoneNode source, Query query) {
        List<RecordSet> answer = new ArrayList<>();
        for (SignedRrset set : source.sets) {
            if (set.signatures() != null) {
                answer.add(new QnameRrset(set.signatures()));
            }
        }
        boolean signed = query.edns().dnssecOk();
        return answer.isEmpty()
                ? new Answer.NoData(denial(source, key(query), signed))
                : new Answer.Composed(Rcode.NOERROR, true, false, answer, servers(signed), List.of());
    }

    /** Whether something other than "no such name" or an empty non-terminal answers the query. */
    boolean hasRecords(Query query) {
        byte[] name = query.lowerQname();
        ZoneNode node = nodes.find(name, 0, query.qnameLength());
        if (node != null) {
            return !node.isEmpty() || interruptionAt(node, query.qtype()) != null;
        }
        ZoneNode encloser = nodes.closestEncloser(name, query.qnameLength());
        return encloser.interruptionBelow() != null || encloser.wildcard != null;
    }

    /** Records of a wildcard come with the proof that no name is nearer (RFC 4035 section 3.1.3.3). */
    private Answer made(ZoneNode wildcard, int index, Query query) {
        Answer answer = wildcard.signedAnswers[index];
        List<RecordSet> authority = new ArrayList<>(answer.authority());
        denial.add(key(query), authority);
        return new Answer.Composed(Rcode.NOERROR, true, false, answer.answer(), authority, answer.additional());
    }

    private Answer nxDomain(Query query, ZoneNode encloser) {
        List<RecordSet> authority = new ArrayList<>(signedNegative);
        denial.addNxDomain(key(query), encloser, authority);
        return new Answer.NxDomain(authority);
    }

    private static byte[] key(Query query) {
        return query.qname().canonicalOctets();
    }

    @Nullable
    ZoneNode find(byte[] key) {
        return nodes.find(key, 0, key.length);
    }

    /** What interrupts the zone at or above a name, for a question of the type. */
    @Nullable
    ZoneNode interruption(@Nullable ZoneNode node, byte[] key, int qtype) {
        return node != null
                ? interruptionAt(node, qtype)
                : nodes.closestEncloser(key, key.length).interruptionBelow();
    }

    /** DS belongs to the parent side of a zone cut (RFC 4035 section 3.1.4.1). */
    private static @Nullable ZoneNode interruptionAt(ZoneNode node, int qtype) {
        return node.interruption != null ? node.interruption : node.isCut() && qtype != RecordType.DS ? node : null;
    }

    /** What a name is made of that does not exist. */
    @Nullable
    ZoneNode wildcard(byte[] key) {
        return nodes.closestEncloser(key, key.length).wildcard;
    }

    Answer referral(ZoneNode cut, boolean signed) {
        Answer referral = signed ? cut.signedReferral : cut.referral;
        if (referral == null) {
            throw new IllegalStateException(cut.name + " is no zone cut");
        }
        return referral;
    }

    /** The authority section of an answer with records. */
    List<RecordSet> servers(boolean signed) {
        return signed ? signedServers : servers;
    }

    /** The authority section of one without: the SOA, and with signatures the proof (RFC 4035 sections 3.1.3.1 and 3.1.3.4). */
    List<RecordSet> denial(ZoneNode source, byte[] key, boolean signed) {
        if (!signed) {
            return negative;
        }
        List<RecordSet> authority = new ArrayList<>(signedNegative);
        denial.add(source.key, authority);
        denial.add(key, authority);
        return authority;
    }

    @Override
    public Iterator<Rrset> iterator() {
        return new RrsetIterator(soa, nodes.iterator());
    }
}
