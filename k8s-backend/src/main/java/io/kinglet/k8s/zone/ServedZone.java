package io.kinglet.k8s.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Query;

/** One zone of the configuration, ready to be compared. Immutable. */
final class ServedZone {

    private static final DomainName V4 = DomainName.parse("in-addr.arpa.");
    private static final DomainName V6 = DomainName.parse("ip6.arpa.");

    private final byte[] canonical;
    private final int labels;
    private final boolean reverse;
    private final boolean multicluster;

    ServedZone(DomainName name, boolean multicluster) {
        this.multicluster = multicluster;
        canonical = name.canonicalOctets();
        labels = name.labels();
        reverse = isReverse(name);
    }

    static boolean isReverse(DomainName name) {
        return name.isWithin(V4) || name.isWithin(V6);
    }

    boolean holds(Query query) {
        return query.isWithin(canonical);
    }

    /** Octets, the root's included. */
    int length() {
        return canonical.length;
    }

    /** Labels of QNAME in front of the zone. */
    int labelsBelow(Query query) {
        return query.labels() - labels;
    }

    boolean reverse() {
        return reverse;
    }

    /** Whether it is answered from ServiceImports. */
    boolean multicluster() {
        return multicluster;
    }
}
