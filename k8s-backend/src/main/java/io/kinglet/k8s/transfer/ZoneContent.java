package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PortSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The names of one zone at one version of the index, and the records of each. Confined to one thread. */
final class ZoneContent {

    private static final byte[] SVC = {3, 's', 'v', 'c'};
    private static final byte[] NONE = {};

    private final ZoneShape zone;
    private final ClusterIndex index;
    private final RecordAsker asker;

    ZoneContent(ZoneShape zone, ClusterIndex index, RecordAsker asker) {
        this.zone = zone;
        this.index = index;
        this.asker = asker;
    }

    Rrset soa() {
        Rrset soa = asker.ask(zone.apex(), zone.apex(), RecordType.SOA);
        if (soa == null) {
            throw new IllegalStateException(zone.apex() + " has no SOA");
        }
        return soa;
    }

    /** Records of the apex but its SOA, {@code dns-version}, and the name server that stands for this one. */
    List<Rrset> apex() {
        List<Rrset> sets = new ArrayList<>();
        DomainName server = zone.apex().child("dns").child("ns");
        Rrset servers = asker.ask(zone.apex(), zone.apex(), RecordType.NS);
        // A zone without name server is none (RFC 1035 section 5.2), and secondaries refuse it.
        sets.add(
                servers != null
                        ? servers
                        : new Rrset(zone.apex(), RecordType.NS, zone.ttl(), List.of(new Rdata.Ns(server))));
        if (!zone.reverse()) {
            add(zone.apex().child("dns-version"), sets, RecordType.TXT);
            add(server, sets, RecordType.A, RecordType.AAAA);
        }
        return sets;
    }

    /** What a Service, or ServiceImport, brings into the zone. */
    List<Rrset> of(ServiceEntry entry) {
        List<Rrset> sets = new ArrayList<>();
        if (zone.reverse()) {
            for (IpAddress address : addresses(entry)) {
                if (isFirstOwner(entry, address)) {
                    add(ReverseName.of(address), sets, RecordType.PTR);
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
            add(service, sets, RecordType.CNAME);
            return sets;
        }
        add(service, sets, RecordType.A, RecordType.AAAA, RecordType.SRV);
        for (DomainName port : ports(entry)) {
            add(port, sets, RecordType.SRV);
        }
        for (DomainName endpoint : endpoints(entry)) {
            add(endpoint, sets, RecordType.A, RecordType.AAAA, RecordType.SRV);
        }
        return sets;
    }

    /** The PTR records of an address. */
    List<Rrset> of(IpAddress address) {
        List<Rrset> sets = new ArrayList<>();
        add(ReverseName.of(address), sets, RecordType.PTR);
        return sets;
    }

    /** Every address that a Service has, its endpoints' included. */
    static Set<IpAddress> addresses(ServiceEntry entry) {
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
            DomainName name = name(labels(port, protocol), entry);
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

    private static byte[] labels(byte[] port, byte[] protocol) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (byte[] word : List.of(port, protocol)) {
            labels.write(word.length + 1);
            labels.write('_');
            labels.write(word, 0, word.length);
        }
        return labels.toByteArray();
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

    /**
     * @param front labels in front of the Service's
     * @return null when the name is too long to be asked for
     */
    private @Nullable DomainName name(byte[] front, ServiceEntry entry) {
        int length =
                front.length + entry.key().length + SVC.length + zone.apex().length();
        if (length > DomainName.MAX_OCTETS) {
            return null;
        }
        byte[] octets = new byte[length];
        System.arraycopy(front, 0, octets, 0, front.length);
        System.arraycopy(entry.key(), 0, octets, front.length, entry.key().length);
        System.arraycopy(SVC, 0, octets, front.length + entry.key().length, SVC.length);
        zone.apex().copyTo(octets, length - zone.apex().length());
        return DomainName.copyOf(octets, 0, length);
    }

    private void add(DomainName name, List<Rrset> sets, int... types) {
        if (name.isWithin(zone.apex())) {
            for (int type : types) {
                Rrset set = asker.ask(zone.apex(), name, type);
                if (set != null) {
                    sets.add(set);
                }
            }
        }
    }
}
