package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.k8s.index.ServiceEntry;
import java.util.List;
import java.util.Set;

/** The names of one zone at one version of the index, and the records of each. Confined to one thread. */
sealed interface ZoneContent permits ClusterContent, ExternalContent {

    Rrset soa();

    /** Records of the apex but its SOA, and the name server that stands for this one. */
    List<Rrset> apex();

    /** What a Service, or ServiceImport, brings into the zone. */
    List<Rrset> of(ServiceEntry entry);

    /** The PTR records of an address, in a reverse zone. */
    List<Rrset> of(IpAddress address);

    /** Every address of a Service that may have a PTR record. */
    Set<IpAddress> addresses(ServiceEntry entry);
}
