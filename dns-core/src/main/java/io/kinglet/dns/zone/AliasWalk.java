package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query whose name is an alias: every CNAME and DNAME on the way, and what the last name has (RFC 1034 section
 * 4.3.2 step 3a, RFC 6672 section 3.2). Confined to one query.
 */
final class AliasWalk {

    /** Aliases of a zone followed in one answer; more are a loop, or as bad. */
    private static final int MOST_STEPS = 16;

    private final StaticZone zone;
    private final Query query;
    private final OutsideTarget outside;
    private final boolean signed;
    private final List<RecordSet> answer = new ArrayList<>(4);
    private final List<DomainName> passed = new ArrayList<>(4);

    AliasWalk(StaticZone zone, Query query, OutsideTarget outside, boolean signed) {
        this.zone = zone;
        this.query = query;
        this.outside = outside;
        this.signed = signed;
    }

    /** QNAME owns the CNAME, or a wildcard makes it so. */
    Answer fromCname(SignedRrset cname) {
        cname.addAsQname(answer, signed);
        return follow(ZoneNode.target(cname));
    }

    /** QNAME is below the owner of a DNAME. */
    Answer fromDname(ZoneNode owner) {
        DomainName target = substitute(query.qname(), owner, true);
        if (target == null) {
            return composed(Rcode.YXDOMAIN, List.of(), List.of());
        }
        if (query.qtype() == RecordType.CNAME || query.qtype() == RecordType.ANY) {
            return composed(Rcode.NOERROR, zone.servers(signed), List.of());
        }
        return follow(target);
    }

    private Answer follow(DomainName first) {
        DomainName target = first;
        passed.add(query.qname());
        while (passed.size() <= MOST_STEPS && !passed.contains(target)) {
            passed.add(target);
            byte[] key = target.canonicalOctets();
            if (!target.isWithin(zone.apex())) {
                return outside.resolve(query, answer, target);
            }
            ZoneNode node = zone.find(key);
            ZoneNode above = zone.interruption(node, key, query.qtype());
            if (above != null && above.isCut()) {
                Answer referral = zone.referral(above, signed);
                return composed(Rcode.NOERROR, referral.authority(), referral.additional());
            }
            DomainName next;
            if (above != null) {
                next = substitute(target, above, false);
                if (next == null) {
                    return composed(Rcode.YXDOMAIN, List.of(), List.of());
                }
            } else {
                ZoneNode source = node != null ? node : zone.wildcard(key);
                if (source == null) {
                    // Another zone of this server may hold the name, or another layer may know it.
                    return outside.resolve(query, answer, target);
                }
                SignedRrset cname = source.alias(query.qtype());
                if (cname == null) {
                    return end(source, target, key, node == null);
                }
                next = ZoneNode.target(cname);
                if (!passed.contains(next)) {
                    // The one that closes a loop says nothing new.
                    (node == null ? cname.ownedBy(target) : cname).addTo(answer, signed);
                }
            }
            target = next;
        }
        return composed(Rcode.SERVFAIL, List.of(), List.of());
    }

    private Answer end(ZoneNode source, DomainName target, byte[] key, boolean made) {
        int index = source.index(query.qtype());
        if (index < 0) {
            return composed(Rcode.NOERROR, zone.denial(source, key, signed), List.of());
        }
        SignedRrset set = source.sets[index];
        (made ? set.ownedBy(target) : set).addTo(answer, signed);
        return composed(Rcode.NOERROR, zone.servers(signed), source.answers[index].additional());
    }

    /**
     * Adds the DNAME and the CNAME it stands for.
     *
     * @return null when the new name would be too long (RFC 6672 section 2.2)
     */
    private @Nullable DomainName substitute(DomainName name, ZoneNode owner, boolean isQname) {
        SignedRrset dname = owner.set(RecordType.DNAME);
        if (dname == null) {
            throw new IllegalStateException(owner.name + " has no DNAME");
        }
        dname.addTo(answer, signed);
        byte[] target = ((Rdata.Unknown) dname.set().rdata().get(0)).octets();
        int kept = name.length() - owner.key.length;
        if (kept + target.length > DomainName.MAX_OCTETS) {
            return null;
        }
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        byte[] joined = Arrays.copyOf(octets, kept + target.length);
        System.arraycopy(target, 0, joined, kept, target.length);
        DomainName next = DomainName.copyOf(joined, 0, joined.length);
        Rrset cname = new Rrset(name, RecordType.CNAME, dname.set().ttl(), List.of(new Rdata.Cname(next)));
        answer.add(isQname ? new QnameRrset(cname) : cname);
        return next;
    }

    private Answer composed(int rcode, List<RecordSet> authority, List<RecordSet> additional) {
        return new Answer.Composed(rcode, true, false, answer, authority, additional);
    }
}
