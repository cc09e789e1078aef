package io.kinglet.k8s.autopath;

import io.kinglet.dns.autopath.SearchPaths;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The search lists of the Pods of one cluster, as the kubelet writes them. Any thread. */
public final class ClusterSearchPaths implements SearchPaths {

    private static final DomainName[] REVERSE = {
        DomainName.parse("in-addr.arpa."), DomainName.parse("ip6.arpa."),
    };

    /**
     * @param name of the zone
     * @param services {@code svc.ZONE}
     * @param canonical of {@code services}
     * @param labels of {@code services}
     */
    private record Zone(DomainName name, DomainName services, byte[] canonical, int labels) {

        static Zone of(DomainName name) {
            DomainName services = name.child("svc");
            return new Zone(name, services, services.canonicalOctets(), services.labels());
        }
    }

    private final List<Zone> zones;
    private final Published<ClusterIndex> published;
    private final BooleanSupplier inTouch;
    private final List<DomainName> nodes;

    /**
     * @param inTouch whether what is known of Pods is of now; otherwise nobody has a list
     * @param node elements that nodes add to the search lists of their Pods; those within the cluster's zones are left out, since they
     *     come from a Pod's own list
     */
    public ClusterSearchPaths(
            KubernetesConfig config, Published<ClusterIndex> index, BooleanSupplier inTouch, List<DomainName> node) {
        zones = config.zones().stream()
                .filter(it -> Arrays.stream(REVERSE).noneMatch(it::isWithin)
                        && !config.multicluster().contains(it))
                .sorted(Comparator.comparingInt(DomainName::length).reversed())
                .map(Zone::of)
                .toList();
        published = index;
        this.inTouch = inTouch;
        nodes = node.stream()
                .filter(it -> zones.stream().noneMatch(zone -> it.isWithin(zone.name)))
                .toList();
    }

    @Override
    public boolean mayConcern(Query query) {
        return zone(query) != null;
    }

    /** The zone in which QNAME has two labels or more in front of a namespace. */
    private @Nullable Zone zone(Query query) {
        for (int i = 0; i < zones.size(); i++) {
            Zone zone = zones.get(i);
            if (query.labels() - zone.labels >= 3 && query.isWithin(zone.canonical)) {
                return zone;
            }
        }
        return null;
    }

    @Override
    public @Nullable List<DomainName> of(Query query) {
        Zone zone = zone(query);
        Client client = query.client();
        if (zone == null || client == null || !inTouch.getAsBoolean()) {
            return null;
        }
        ClusterIndex index = published.current();
        byte[] namespace = index.searchingNamespace(client.ip());
        byte[] lower = query.lowerQname();
        int below = query.labels() - zone.labels;
        int at = query.labelOffset(below - 1);
        int end = query.labelOffset(below);
        if (namespace == null || !Arrays.equals(namespace, 0, namespace.length, lower, at, end)) {
            return null;
        }
        // What is below a Service of the namespace was probably meant: an endpoint that is not ready, a port.
        int service = query.labelOffset(below - 2);
        if (index.service(lower, service, end - service) != null) {
            return null;
        }
        List<DomainName> path = new ArrayList<>(3 + nodes.size());
        path.add(DomainName.copyOf(lower, at, query.qnameLength() - at));
        path.add(zone.services);
        path.add(zone.name);
        path.addAll(nodes);
        return path;
    }
}
