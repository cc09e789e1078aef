package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A zone of the cluster itself, and its reverse zones. */
final class ClusterContent implements ZoneContent {

    private static final byte[] SVC = {3, 's', 'v', 'c'};
    private static final byte[] NONE = {};

    private final ZoneShape zone;
    private final ClusterIndex index;
    private final RecordAsker asker;

    ClusterContent(ZoneShape zone, ClusterIndex index, RecordAsker asker) {
        this.zone = zone;
        this.index = index;
        this.asker = asker;
    }

    @Override
    public Rrset soa() {
        return asker.soa(zone.apex());
    }

    /** And {@code dns-version}. */
    @Override
    public List<Rrset> apex() {
        List<Rrset> sets = new ArrayList<>();
        DomainName server = zone.apex().child("dns").child("ns");
        Rrset servers = asker.ask(zone.apex(), zone.apex(), RecordType.NS);
        // A zone without name server is none (RFC 1035 section 5.2), and secondaries refuse it.
        sets.add(
                servers != null
                        ? servers
                        : new Rrset(zone.apex(), RecordType.NS, zone.ttl(), List.of(new Rdata.Ns(server))));
        if (!zone.reverse()) {
            asker.addTo(sets, zone.apex(), zone.apex().child("dns-version"), RecordType.TXT);
            asker.addTo(sets, zone.apex(), server, RecordType.A, RecordType.AAAA);
        }
        return sets;
    }

    @Override
    public List<Rrset> of(ServiceEntry entry) {
        List<Rrset> sets = new ArrayList<>();
        if (zone.reverse()) {
            for (IpAddress address : addresses(entry)) {
                if (isFirstOwner(entry, address)) {
                    sets.addAll(asker.pointers(zone.apex(), address));
                }
            }
            return sets;
        }
        DomainName service = name(NONE, entry);
        if (service == null) {
            return sets;
        }
        if (entry.isExternal()) {
            // What its target gives belongs to another zone.
            asker.addTo(sets, zone.apex(), service, RecordType.CNAME);
            return sets;
        }
        asker.addTo(sets, zone.apex(), service, RecordType.A, RecordType.AAAA, RecordType.SRV);
        for (DomainName port : ports(entry)) {
            asker.addTo(sets, zone.apex(), port, RecordType.SRV);
        }
        for (DomainName endpoint : endpoints(entry)) {
            asker.addTo(sets, zone.apex(), endpoint, RecordType.A, RecordType.AAAA, RecordType.SRV);
        }
        return sets;
    }

    @Override
    public List<Rrset> of(IpAddress address) {
        return asker.pointers(zone.apex(), address);
    }

    /** Its endpoints' included. */
    @Override
    public Set<IpAddress> addresses(ServiceEntry entry) {
        Set<IpAddress> addresses = new LinkedHashSet<>(entry.clusterIps());
        EndpointSet endpoints = entry.endpoints();
        if (endpoints != null) {
            addresses.addAll(endpoints.distinctAddresses());
        }
        return addresses;
    }

    /** Several Services may have an address; its PTR records are one set. */
    private boolean isFirstOwner(ServiceEntry entry, IpAddress address) {
        ServiceEntry owner = index.byClusterIp(address.v6(), address.high(), address.low());
        for (int i = 0; owner == null && i < index.owners(address.v6(), address.high(), address.low()); i++) {
            owner = index.owner(address.v6(), address.high(), address.low(), i);
        }
        return owner == entry;
    }

    private Set<DomainName> ports(ServiceEntry entry) {
        Set<DomainName> names = new LinkedHashSet<>();
        Consumer<PortSet> each = ports -> ports.forEachNamed((port, protocol) -> {
            DomainName name = name(ServiceName.port(port, protocol), entry);
            if (name != null) {
                names.add(name);
            }
        });
        EndpointSet endpoints = entry.endpoints();
        if (!entry.isHeadless()) {
            each.accept(entry.ports());
        } else if (endpoints != null) {
            endpoints.forEachPorts(each);
        }
        return names;
    }

    private Set<DomainName> endpoints(ServiceEntry entry) {
        Set<DomainName> names = new LinkedHashSet<>();
        EndpointSet endpoints = entry.endpoints();
        if (endpoints != null) {
            endpoints.forEachName((address, label) -> {
                DomainName name = name(label, entry);
                if (name != null) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private @Nullable DomainName name(byte[] front, ServiceEntry entry) {
        return ServiceName.of(front, entry, SVC, zone.apex());
    }
}
