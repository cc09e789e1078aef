package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.TierPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is there and what the policies say, at one moment. Immutable; any thread. */
public final class ClusterNetwork {

    private static final Comparator<NetworkPod> BY_NAME =
            Comparator.comparing(NetworkPod::namespace).thenComparing(NetworkPod::name);

    private final Shelf<NetworkNamespace> namespaces;
    private final AddressTable<NetworkPod> pods;
    private final AddressTable<Service> services;
    private final Map<IpAddress, String> nodes;
    private final List<TierPolicy> tierPolicies;
    private final List<OtherPolicy> clusterwide;
    private final Set<Kind> synced;
    private final long version;
    private final long policyVersion;

    ClusterNetwork(
            Shelf<NetworkNamespace> namespaces,
            AddressTable<NetworkPod> pods,
            AddressTable<Service> services,
            Map<IpAddress, String> nodes,
            List<TierPolicy> tierPolicies,
            List<OtherPolicy> clusterwide,
            Set<Kind> synced,
            long version,
            long policyVersion) {
        this.namespaces = namespaces;
        this.pods = pods;
        this.services = services;
        this.nodes = nodes;
        this.tierPolicies = tierPolicies;
        this.clusterwide = clusterwide;
        this.synced = synced;
        this.version = version;
        this.policyVersion = policyVersion;
    }

    /** Of a cluster of which nothing is known. */
    static ClusterNetwork unknown() {
        return new ClusterNetwork(
                Shelf.empty(NetworkNamespace::name),
                AddressTable.empty(NetworkPod::has),
                AddressTable.empty(ClusterNetwork::has),
                Map.of(),
                List.of(),
                List.of(),
                Set.of(),
                0,
                0);
    }

    /** Sorted by name. Those that are there by themselves: what is in a namespace that is not, is not here. */
    public Collection<NetworkNamespace> namespaces() {
        return namespaces.all();
    }

    public @Nullable NetworkNamespace namespace(String name) {
        return namespaces.get(name);
    }

    /**
     * The Pods that have this address, sorted by namespace and name; empty for none. More than one where they share that of their
     * node, or where it cannot be told which of them has it: an address is given to the next Pod while the one before still ends,
     * so that a Pod which ends has it only where no other does that is not of its node.
     */
    public List<NetworkPod> podsAt(IpAddress address) {
        return podsAt(address.v6(), address.high(), address.low());
    }

    /** The same, of an address in the form of {@link IpAddress}. */
    public List<NetworkPod> podsAt(boolean v6, long high, long low) {
        List<NetworkPod> all = pods.at(v6, high, low);
        if (all.size() == 1) {
            return namespace(all.get(0).namespace()) == null ? List.of() : all;
        }
        if (all.isEmpty()) {
            return all;
        }
        List<NetworkPod> known = new ArrayList<>(all);
        known.removeIf(pod -> namespace(pod.namespace()) == null);
        if (known.stream().anyMatch(pod -> !pod.hostNetwork() && !pod.terminating())) {
            known.removeIf(pod -> !pod.hostNetwork() && pod.terminating());
        }
        known.sort(BY_NAME);
        return List.copyOf(known);
    }

    /**
     * The Service that has this address, be it a cluster IP, an external IP or one of its load balancer. Where several have it, the
     * one whose cluster IP it is, then the first by namespace and name.
     */
    public @Nullable Service serviceAt(IpAddress address) {
        List<Service> all = servicesAt(address);
        return all.isEmpty() ? null : all.get(0);
    }

    /** All Services that have this address, as load balancers may give one to several for different ports; in the same order. */
    public List<Service> servicesAt(IpAddress address) {
        List<Service> all = new ArrayList<>(services.at(address.v6(), address.high(), address.low()));
        all.removeIf(service -> namespace(service.namespace()) == null);
        Comparator<Service> theirs =
                Comparator.comparing(service -> !service.clusterIps().contains(address));
        all.sort(theirs.thenComparing(Service::namespace).thenComparing(Service::name));
        return List.copyOf(all);
    }

    private static boolean has(Service service, boolean v6, long high, long low) {
        IpAddress address = new IpAddress(v6, high, low);
        return service.clusterIps().contains(address)
                || service.external().addresses().contains(address);
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

    /** Larger than that of every state before. What was found out of one state holds in all of the same version. */
    public long version() {
        return version;
    }

    /** Stays the same from version to version as long as no policy of any kind and no namespace or label of one has changed. */
    public long policyVersion() {
        return policyVersion;
    }

    AddressTable<NetworkPod> podTable() {
        return pods;
    }

    AddressTable<Service> serviceTable() {
        return services;
    }

    Shelf<NetworkNamespace> shelf() {
        return namespaces;
    }
}
