package io.kinglet.k8s.index;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.schema.AddressLabel;
import io.kinglet.k8s.schema.PackedSlice;
import io.kinglet.k8s.schema.PortSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes packed slices: ready endpoints only, each named by the rules of its configuration. Writer only. */
final class SlicePacker {

    /** Port lists are alike across a cluster; past this many the rest is simply not shared. */
    private static final int MOST_SHARED = 4096;

    private final IndexConfig config;
    private final Map<PortSet, PortSet> shared = new HashMap<>();
    private final Map<String, String> zones = new HashMap<>();

    SlicePacker(IndexConfig config) {
        this.config = config;
    }

    /** A set of these ports, the same object for the same ports where possible. */
    PortSet ports(List<ServicePort> ports) {
        PortSet set = new PortSet(ports);
        if (shared.size() >= MOST_SHARED) {
            return shared.getOrDefault(set, set);
        }
        PortSet known = shared.putIfAbsent(set, set);
        return known == null ? set : known;
    }

    /**
     * @param imported whether names carry the cluster they come from (KEP-1645)
     */
    PackedSlice pack(EndpointSlice slice, boolean imported) {
        List<IpAddress> addresses = new ArrayList<>();
        List<byte @Nullable []> labels = new ArrayList<>();
        List<@Nullable String> its = new ArrayList<>();
        boolean labelled = false;
        boolean zoned = false;
        for (Endpoint endpoint : slice.endpoints()) {
            if (!endpoint.ready()) {
                continue;
            }
            String zone = config.zonal() ? shared(endpoint.zone()) : null;
            for (IpAddress address : endpoint.addresses()) {
                if (!addresses.isEmpty() && addresses.get(0).v6() != address.v6()) {
                    continue;
                }
                byte[] label = imported ? imported(endpoint, address, slice.sourceCluster()) : label(endpoint);
                addresses.add(address);
                labels.add(label);
                its.add(zone);
                labelled |= label != null;
                zoned |= zone != null;
            }
        }
        if (addresses.isEmpty()) {
            return PackedSlice.EMPTY;
        }
        boolean v6 = addresses.get(0).v6();
        return new PackedSlice(
                v6,
                octets(addresses, v6 ? 16 : 4),
                labelled ? labels.toArray(new byte[0][]) : null,
                zoned ? its.toArray(new String[0]) : null,
                ports(slice.ports()));
    }

    private static byte[] octets(List<IpAddress> addresses, int each) {
        byte[] octets = new byte[addresses.size() * each];
        for (int i = 0; i < addresses.size(); i++) {
            addresses.get(i).write(octets, i * each);
        }
        return octets;
    }

    /** The label of an endpoint that has a name of its own; null for one named after its address. */
    private byte @Nullable [] label(Endpoint endpoint) {
        String hostname = endpoint.hostname();
        if (hostname != null && ServiceName.isLabel(hostname)) {
            return ServiceName.label(hostname);
        }
        String pod = config.endpointPodNames() ? endpoint.podName() : null;
        // A Pod's name may hold dots, which no single label can show.
        return pod != null && ServiceName.isLabel(pod) && pod.indexOf('.') < 0 ? ServiceName.label(pod) : null;
    }

    private byte @Nullable [] imported(Endpoint endpoint, IpAddress address, @Nullable String cluster) {
        if (cluster == null || !ServiceName.isLabel(cluster)) {
            return label(endpoint);
        }
        byte[] own = label(endpoint);
        byte[] host = own == null ? AddressLabel.of(address) : own;
        byte[] id = ServiceName.label(cluster);
        byte[] both = java.util.Arrays.copyOf(host, host.length + id.length);
        System.arraycopy(id, 0, both, host.length, id.length);
        return both;
    }

    /** The zone in lower case, as questions are compared with it. */
    private @Nullable String shared(@Nullable String zone) {
        String lower = zone == null ? null : zone.toLowerCase(Locale.ROOT);
        if (lower == null || zones.size() >= MOST_SHARED) {
            return lower;
        }
        return zones.computeIfAbsent(lower, same -> same);
    }
}
