package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.TierPolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Who is there and what the policies say, at one moment. Immutable; any thread. */
public final class ClusterNetwork {

    private final SortedMap<String, NetworkNamespace> namespaces;
    private final Map<IpAddress, List<NetworkPod>> pods;
    private final Map<IpAddress, Service> services;
    private final Map<IpAddress, String> nodes;
    private final List<TierPolicy> tierPolicies;
    private final List<OtherPolicy> clusterwide;
    private final Set<Kind> synced;

    ClusterNetwork(
            SortedMap<String, NetworkNamespace> namespaces,
            Map<IpAddress, List<NetworkPod>> pods,
            Map<IpAddress, Service> services,
            Map<IpAddress, String> nodes,
            List<TierPolicy> tierPolicies,
            List<OtherPolicy> clusterwide,
            Set<Kind> synced) {
        this.namespaces = namespaces;
        this.pods = pods;
        this.services = services;
        this.nodes = nodes;
        this.tierPolicies = tierPolicies;
        this.clusterwide = clusterwide;
        this.synced = synced;
    }

    /** Sorted by name. */
    public Collection<NetworkNamespace> namespaces() {
        return Collections.unmodifiableCollection(namespaces.values());
    }

    public @Nullable NetworkNamespace namespace(String name) {
        return namespaces.get(name);
    }

    /** The Pods that have this address: more than one where they share that of their node; empty for none. */
    public List<NetworkPod> podsAt(IpAddress address) {
        return pods.getOrDefault(address, List.of());
    }

    /** The Service that has this address, be it a cluster IP, an external IP or one of its load balancer. */
    public @Nullable Service serviceAt(IpAddress address) {
        return services.get(address);
    }

    /** The node that has this address, as far as its Pods tell; null for none. */
    public @Nullable String nodeAt(IpAddress address) {
        return nodes.get(address);
    }

    /** Those of the cluster as a whole, in the order of judgement: by tier, then priority, then name. */
    public List<TierPolicy> tierPolicies() {
        return tierPolicies;
    }

    /** Policies of other engines for the cluster as a whole; those of a namespace are with it. */
    public List<OtherPolicy> otherPolicies() {
        return clusterwide;
    }

    /** The kinds of which a full list has been seen. */
    public Set<Kind> synced() {
        return synced;
    }
}
