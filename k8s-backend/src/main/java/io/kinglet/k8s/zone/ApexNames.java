package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The zone's own names: its apex, {@code dns-version}, and the name servers. A name server is a Service that one of this server's
 * addresses is an endpoint of; where there is none, {@code ns.dns.ZONE} stands for this server itself.
 */
final class ApexNames {

    /** The peer gives the schema version this long to live. */
    private static final int VERSION_TTL = 28800;

    private record Server(DomainName name, IpAddress address) {}

    private final DomainName primaryZone;
    private final Supplier<List<IpAddress>> localAddresses;

    /**
     * @param primaryZone where name servers of reverse zones have their names, since those hold PTR records alone
     */
    ApexNames(DomainName primaryZone, Supplier<List<IpAddress>> localAddresses) {
        this.primaryZone = primaryZone;
        this.localAddresses = localAddresses;
    }

    Answer apex(Query query, ServedZone zone, Version version) {
        return switch (query.qtype()) {
            case RecordType.SOA -> version.soa();
            case RecordType.NS -> nameServers(query, zone, version);
            default -> version.noData();
        };
    }

    /** {@code dns-version.ZONE} (k8s DNS spec 2.2; KEP-1645 numbers its own schema). */
    Answer dnsVersion(Query query, ServedZone zone, Version version) {
        if (query.qtype() != RecordType.TXT) {
            return version.noData();
        }
        String schema = zone.multicluster() ? "1.0.0" : "1.1.0";
        return new Answer.Positive(StaticRecords.ofQname(VERSION_TTL, new Rdata.Txt(List.of(schema))));
    }

    /** {@code ns.dns.ZONE}. */
    Answer defaultServer(Query query, ServedZone zone, Version version) {
        boolean v6 = query.qtype() == RecordType.AAAA;
        if (!v6 && query.qtype() != RecordType.A) {
            return version.noData();
        }
        List<Rdata> rdata = new ArrayList<>();
        servers(zoneName(query, zone), version).stream()
                .map(Server::address)
                .filter(address -> address.v6() == v6)
                .distinct()
                .forEach(address -> rdata.add(new Rdata.Address(address)));
        return rdata.isEmpty() ? version.noData() : new Answer.Positive(new StaticRecords(null, query.ttl(), rdata));
    }

    private Answer nameServers(Query query, ServedZone zone, Version version) {
        Set<Server> servers = servers(zone.reverse() ? primaryZone : zoneName(query, zone), version);
        if (servers.isEmpty()) {
            return version.noData();
        }
        List<Rdata> names = new ArrayList<>();
        List<RecordSet> glue = new ArrayList<>();
        servers.stream().map(Server::name).distinct().forEach(name -> names.add(new Rdata.Ns(name)));
        servers.forEach(
                server -> glue.add(StaticRecords.of(server.name(), query.ttl(), new Rdata.Address(server.address()))));
        return new Answer.Positive(List.of(new StaticRecords(null, query.ttl(), names)), glue);
    }

    /** The zone in the case it was asked for. */
    private static DomainName zoneName(Query query, ServedZone zone) {
        int offset = Query.QNAME_OFFSET + query.qnameLength() - zone.length();
        return DomainName.copyOf(query.octets(), offset, zone.length());
    }

    /** Every name of a name server with every address it has. */
    private Set<Server> servers(DomainName zone, Version version) {
        Set<Server> servers = new LinkedHashSet<>();
        List<IpAddress> locals = localAddresses.get();
        for (IpAddress local : locals) {
            for (ServiceEntry entry : version.index().byEndpoint(local)) {
                addService(entry, zone, servers);
            }
        }
        if (servers.isEmpty()) {
            DomainName self = zone.child("dns").child("ns");
            locals.forEach(local -> servers.add(new Server(self, local)));
        }
        return servers;
    }

    private static void addService(ServiceEntry entry, DomainName zone, Set<Server> servers) {
        DomainName service = join(entry.key(), join(Labels.SVC, zone));
        EndpointSet endpoints = entry.endpoints();
        if (entry.isHeadless() && endpoints != null) {
            endpoints.forEachName((address, label) -> servers.add(new Server(join(label, service), address)));
        }
        entry.clusterIps().forEach(address -> servers.add(new Server(service, address)));
    }

    private static DomainName join(byte[] labels, DomainName end) {
        byte[] octets = new byte[labels.length + end.length()];
        System.arraycopy(labels, 0, octets, 0, labels.length);
        end.copyTo(octets, labels.length);
        return DomainName.copyOf(octets, 0, octets.length);
    }
}
