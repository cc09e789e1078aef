package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An external zone's own names: the zone itself, and {@code ns1.dns} below it, which is this server as seen from outside. */
final class ExternalApex {

    static final byte[] NS1 = {3, 'n', 's', '1'};

    private final ExternalConfig config;
    private final byte[] label;
    private final Supplier<List<IpAddress>> localAddresses;

    ExternalApex(ExternalConfig config, Supplier<List<IpAddress>> localAddresses) {
        this.config = config;
        this.localAddresses = localAddresses;
        String text = config.apex().toLowerCase(java.util.Locale.ROOT);
        label = ((char) text.length() + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The label that the zone's servers are below, in wire format. */
    byte[] label() {
        return label;
    }

    /** The zone itself. */
    Answer zone(Query query, ServedZone zone, Version version) {
        return switch (query.qtype()) {
            case RecordType.SOA -> version.soa();
            case RecordType.NS -> servers(query, zone, version.index());
            default -> version.noData();
        };
    }

    private Answer servers(Query query, ServedZone zone, ClusterIndex index) {
        int offset = Query.QNAME_OFFSET + query.qnameLength() - zone.length();
        DomainName server = DomainName.copyOf(query.octets(), offset, zone.length())
                .child(config.apex())
                .child("ns1");
        List<RecordSet> glue = new ArrayList<>();
        for (boolean v6 : new boolean[] {false, true}) {
            List<Rdata> addresses = addresses(v6, index);
            if (!addresses.isEmpty()) {
                glue.add(new StaticRecords(server, config.ttl(), addresses));
            }
        }
        return new Answer.Positive(List.of(StaticRecords.ofQname(config.ttl(), new Rdata.Ns(server))), glue);
    }

    /** A name below the label of the servers, or that label itself; null when it does not exist. */
    @Nullable
    Answer below(Query query, int below, Version version) {
        if (below == 1) {
            return version.noData();
        }
        if (below != 2 || !Labels.is(query.lowerQname(), 0, NS1)) {
            return null;
        }
        boolean v6 = query.qtype() == RecordType.AAAA;
        List<Rdata> addresses = v6 || query.qtype() == RecordType.A ? addresses(v6, version.index()) : List.of();
        return addresses.isEmpty()
                ? version.noData()
                : new Answer.Positive(new StaticRecords(null, config.ttl(), addresses));
    }

    /** Where Services lead from outside that this server is an endpoint of; where it is of none, its own addresses. */
    private List<Rdata> addresses(boolean v6, ClusterIndex index) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        boolean endpoint = false;
        for (IpAddress local : localAddresses.get()) {
            for (ServiceEntry entry : index.byEndpoint(local)) {
                endpoint = true;
                if (config.headless() && entry.isHeadless() && entry.endpoints() != null) {
                    addresses.addAll(entry.endpoints().distinctAddresses());
                } else {
                    addresses.addAll(entry.externalAddresses());
                }
            }
        }
        List<Rdata> rdata = new ArrayList<>();
        for (IpAddress address : endpoint ? addresses : localAddresses.get()) {
            if (address.v6() == v6) {
                rdata.add(new Rdata.Address(address));
            }
        }
        return rdata;
    }
}
