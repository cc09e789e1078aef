package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that exists in a zone: by records of its own, or because names below it have some (RFC 4592 section 2.2.2). Filled by the
 * zone while that is built, never changed afterwards.
 */
final class ZoneNode {

    final DomainName name;
    final byte[] key;
    final SignedRrset[] sets;

    /** The child {@code *}; what names below this one are made of that do not exist. */
    @Nullable
    ZoneNode wildcard;

    /** The zone cut or the owner of a DNAME nearest to the apex that stands above: nothing here is answered by this zone. */
    @Nullable
    ZoneNode interruption;

    /** What a query for this name or one below gets when the name is a zone cut; null when it is none. */
    @Nullable
    Answer referral;

    @Nullable
    Answer signedReferral;

    /** The answers for a type, in the order of {@link #sets}. */
    Answer[] answers = new Answer[0];

    Answer[] signedAnswers = new Answer[0];

    ZoneNode(DomainName name, byte[] key, List<SignedRrset> sets) {
        this.name = name;
        this.key = key;
        this.sets = sets.toArray(new SignedRrset[0]);
    }

    /** Adds every RRset with its signatures, but not the SOA. */
    void addTo(Collection<Rrset> rrsets) {
        for (SignedRrset set : sets) {
            if (set.type() != RecordType.SOA) {
                rrsets.add(set.set());
            }
            if (set.signatures() != null) {
                rrsets.add(set.signatures());
            }
        }
    }

    boolean isCut() {
        return referral != null;
    }

    /** Whether it is an empty non-terminal. */
    boolean isEmpty() {
        return sets.length == 0;
    }

    @Nullable
    SignedRrset set(int type) {
        int index = index(type);
        return index < 0 ? null : sets[index];
    }

    /** Where the set of a type stands; negative when there is none. */
    int index(int type) {
        for (int i = 0; i < sets.length; i++) {
            if (sets[i].type() == type) {
                return i;
            }
        }
        return -1;
    }

    /** What is above a name that this is the closest encloser of; null when nothing interrupts the zone there. */
    @Nullable
    ZoneNode interruptionBelow() {
        return interruption != null ? interruption : isCut() || set(RecordType.DNAME) != null ? this : null;
    }

    /** The CNAME, if it decides what a question for the type gets (RFC 1034 section 4.3.2 step 3a, RFC 4035 section 2.5). */
    @Nullable
    SignedRrset alias(int qtype) {
        boolean besides = qtype == RecordType.CNAME
                || qtype == RecordType.ANY
                || qtype == RecordType.RRSIG
                || qtype == RecordType.NSEC;
        return besides ? null : set(RecordType.CNAME);
    }

    /** Where a CNAME leads. */
    static DomainName target(SignedRrset cname) {
        return ((Rdata.Cname) cname.set().rdata().get(0)).target();
    }
}
