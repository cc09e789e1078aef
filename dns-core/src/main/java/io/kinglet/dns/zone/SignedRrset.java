package io.kinglet.dns.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RRset and what signs it.
 *
 * @param signatures RRSIG records that cover the type of the set; null when there are none
 */
record SignedRrset(Rrset set, @Nullable Rrset signatures) {

    /** Records of both. */
    int size() {
        return set.size() + (signatures == null ? 0 : signatures.size());
    }

    int type() {
        return set.type();
    }

    /** Adds the set under its own name, with its signatures if they are wanted. */
    void addTo(List<RecordSet> section, boolean signed) {
        section.add(set);
        if (signed && signatures != null) {
            section.add(signatures);
        }
    }

    /** Adds the set under QNAME. */
    void addAsQname(List<RecordSet> section, boolean signed) {
        section.add(new QnameRrset(set));
        if (signed && signatures != null) {
            section.add(new QnameRrset(signatures));
        }
    }

    /** The same as a wildcard makes it for a name. */
    SignedRrset ownedBy(DomainName name) {
        return new SignedRrset(owned(set, name), signatures == null ? null : owned(signatures, name));
    }

    private static Rrset owned(Rrset set, DomainName name) {
        return new Rrset(name, set.type(), set.ttl(), set.rdata());
    }
}
