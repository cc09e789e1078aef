package io.kinglet.k8s.network;

import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Service;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A namespace and what is in it, each sorted by name. Immutable. */
public final class NetworkNamespace {

    private final String name;
    private final LabelSet labels;
    private final SortedMap<String, NetworkPod> pods;
    private final SortedMap<String, Service> services;
    private final SortedMap<String, EndpointSlice> slices;
    private final SortedMap<String, NetworkPolicy> policies;
    private final List<OtherPolicy> otherPolicies;

    NetworkNamespace(
            String name,
            LabelSet labels,
            SortedMap<String, NetworkPod> pods,
            SortedMap<String, Service> services,
            SortedMap<String, EndpointSlice> slices,
            SortedMap<String, NetworkPolicy> policies,
            List<OtherPolicy> otherPolicies) {
        this.name = name;
        this.labels = labels;
        this.pods = pods;
        this.services = services;
        this.slices = slices;
        this.policies = policies;
        this.otherPolicies = otherPolicies;
    }

    public String name() {
        return name;
    }

    /** With {@code kubernetes.io/metadata.name}, which the API server gives to each. */
    public LabelSet labels() {
        return labels;
    }

    public Collection<NetworkPod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    public @Nullable NetworkPod pod(String pod) {
        return pods.get(pod);
    }

    /** Each with its {@link Service#detail}. */
    public Collection<Service> services() {
        return Collections.unmodifiableCollection(services.values());
    }

    public @Nullable Service service(String service) {
        return services.get(service);
    }

    /** Those of the Service; empty for none. */
    public List<EndpointSlice> slices(String service) {
        return slices.values().stream()
                .filter(slice -> service.equals(slice.service()))
                .toList();
    }

    public Collection<NetworkPolicy> policies() {
        return Collections.unmodifiableCollection(policies.values());
    }

    public List<OtherPolicy> otherPolicies() {
        return otherPolicies;
    }
}
