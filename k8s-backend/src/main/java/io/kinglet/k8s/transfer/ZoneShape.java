package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;

/**
 * What kind of zone of a cluster it is.
 *
 * @param reverse whether it holds PTR records
 * @param multicluster whether it is made of ServiceImports
 * @param ttl seconds
 */
record ZoneShape(DomainName apex, boolean reverse, boolean multicluster, int ttl) {

    private static final DomainName V4 = DomainName.parse("in-addr.arpa.");
    private static final DomainName V6 = DomainName.parse("ip6.arpa.");

    static ZoneShape of(DomainName apex, boolean multicluster, int ttl) {
        return new ZoneShape(apex, apex.isWithin(V4) || apex.isWithin(V6), multicluster, ttl);
    }
}
