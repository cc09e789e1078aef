package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.zone.ExternalConfig;
import org.jspecify.annotations.Nullable;

/**
 * What kind of zone of a cluster it is.
 *
 * @param reverse whether it holds PTR records
 * @param multicluster whether it is made of ServiceImports
 * @param ttl seconds
 * @param external what a zone is like that shows Services from outside; null for one of the cluster itself
 */
record ZoneShape(
        DomainName apex,
        boolean reverse,
        boolean multicluster,
        int ttl,
        @Nullable ExternalConfig external) {

    private static final DomainName V4 = DomainName.parse("in-addr.arpa.");
    private static final DomainName V6 = DomainName.parse("ip6.arpa.");

    static ZoneShape of(DomainName apex, boolean multicluster, int ttl) {
        return new ZoneShape(apex, isReverse(apex), multicluster, ttl, null);
    }

    static ZoneShape of(DomainName apex, ExternalConfig external) {
        return new ZoneShape(apex, isReverse(apex), false, external.ttl(), external);
    }

    private static boolean isReverse(DomainName apex) {
        return apex.isWithin(V4) || apex.isWithin(V6);
    }

    /** For the thread that asks. */
    ZoneContent content(ClusterIndex index, RecordAsker asker) {
        return external == null
                ? new ClusterContent(this, index, asker)
                : new ExternalContent(this, external, index, asker);
    }
}
