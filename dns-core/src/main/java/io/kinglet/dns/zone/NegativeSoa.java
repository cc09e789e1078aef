package io.kinglet.dns.zone;

import io.kinglet.dns.rr.Rdata;

/** The SOA of negative answers: its TTL is how long they may be kept (RFC 2308 section 3). Stateless. */
final class NegativeSoa {

    private NegativeSoa() {}

    static SignedRrset of(SignedRrset soa) {
        int minimum = ((Rdata.Soa) soa.set().rdata().get(0)).minimum();
        // Unsigned on the wire; what has the top bit set is longer than any TTL.
        int most = minimum < 0 ? Integer.MAX_VALUE : minimum;
        return new SignedRrset(
                lasting(soa.set(), most), soa.signatures() == null ? null : lasting(soa.signatures(), most));
    }

    private static Rrset lasting(Rrset set, int most) {
        return new Rrset(set.owner(), set.type(), Math.min(set.ttl(), most), set.rdata());
    }
}
