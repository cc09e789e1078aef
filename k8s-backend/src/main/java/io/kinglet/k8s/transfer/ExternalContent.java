package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ExternalAnswers;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PortSet;
import io.kinglet.k8s.zone.ExternalConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A zone of Services as they are seen from outside, and its reverse zones. */
final class ExternalContent implements ZoneContent {

    private static final byte[] NONE = {};
    private static final int[] ADDRESSES = {RecordType.A, RecordType.AAAA};
    private static final int[] ALL = {RecordType.A, RecordType.AAAA, RecordType.SRV};

    private final ZoneShape zone;
    private final ExternalConfig config;
    private final ClusterIndex index;
    private final RecordAsker asker;
    private final byte[] servers;

    ExternalContent(ZoneShape zone, ExternalConfig config, ClusterIndex index, RecordAsker asker) {
        this.zone = zone;
        this.config = config;
        this.index = index;
        this.asker = asker;
        String label = config.apex().toLowerCase(Locale.ROOT);
        servers = ((char) label.length() + label).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Rrset soa() {
        return asker.soa(zone.apex());
    }

    @Override
    public List<Rrset> apex() {
        List<Rrset> sets = new ArrayList<>();
        asker.addTo(sets, zone.apex(), zone.apex(), RecordType.NS);
        asker.addTo(sets, zone.apex(), zone.apex().child(config.apex()).child("ns1"), ADDRESSES);
        return sets;
    }

    @Override
    public List<Rrset> of(ServiceEntry entry) {
        List<Rrset> sets = new ArrayList<>();
        if (zone.reverse()) {
            for (IpAddress address : addresses(entry)) {
                List<ServiceEntry> owners = index.byExternalAddress(address.v6(), address.high(), address.low());
                // Several Services may have an address; its PTR records are one set.
                if (!owners.isEmpty() && owners.get(0) == entry) {
                    sets.addAll(asker.pointers(zone.apex(), address));
                }
            }
            return sets;
        }
        DomainName service = isHidden(entry) ? null : name(NONE, entry);
        if (service == null) {
            return sets;
        }
        ExternalAnswers external = entry.external();
        if (external != null && external.hostname() != null) {
            asker.addTo(sets, zone.apex(), service, RecordType.CNAME);
        } else if (external != null || isShown(entry)) {
            asker.addTo(sets, zone.apex(), service, ALL);
        }
        for (DomainName name : below(entry)) {
            asker.addTo(sets, zone.apex(), name, ALL);
        }
        return sets;
    }

    /** Whether the names of the zone's own servers are in the place of its namespace. */
    private boolean isHidden(ServiceEntry entry) {
        byte[] key = entry.key();
        return Arrays.equals(key, key[0] + 1, key.length, servers, 0, servers.length);
    }

    private boolean isShown(ServiceEntry entry) {
        return config.headless() && entry.isHeadless() && entry.endpoints() != null;
    }

    /** Ports by name, and the endpoints that are shown. */
    private Set<DomainName> below(ServiceEntry entry) {
        Set<DomainName> names = new LinkedHashSet<>();
        Consumer<PortSet> each = ports ->
                ports.forEachNamed((port, protocol) -> add(names, name(ServiceName.port(port, protocol), entry)));
        EndpointSet endpoints = entry.endpoints();
        if (entry.external() != null) {
            each.accept(entry.ports());
        } else if (isShown(entry) && endpoints != null) {
            endpoints.forEachPorts(each);
            endpoints.forEachName((address, label) -> add(names, name(label, entry)));
        }
        return names;
    }

    private static void add(Set<DomainName> names, @Nullable DomainName name) {
        if (name != null) {
            names.add(name);
        }
    }

    private @Nullable DomainName name(byte[] front, ServiceEntry entry) {
        return ServiceName.of(front, entry, NONE, zone.apex());
    }

    @Override
    public List<Rrset> of(IpAddress address) {
        return asker.pointers(zone.apex(), address);
    }

    @Override
    public Set<IpAddress> addresses(ServiceEntry entry) {
        return new LinkedHashSet<>(entry.externalAddresses());
    }
}
