package io.kinglet.dns.zone;

import io.kinglet.dns.name.DomainName;
import java.util.Iterator;

/** All of a zone as it is under one serial. Immutable, so that a slow transfer sees one version from its first record to its last. */
public interface ZoneVersion extends Iterable<Rrset> {

    DomainName apex();

    /** The SOA, one record. */
    Rrset soa();

    /** The serial of the SOA; unsigned, compared as RFC 1982 says. */
    int serial();

    /**
     * Every RRset once, glue and signatures included: the SOA first, the others in an order of the zone's choosing. The SOA that ends
     * a transfer (RFC 5936 section 2.2) is the caller's to repeat.
     */
    @Override
    Iterator<Rrset> iterator();
}
