package io.kinglet.k8s.network;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Service;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A namespace and what is in it, each sorted by name. Immutable; as long as nothing in it changes, every {@link ClusterNetwork} has
 * the same object for it.
 */
public final class NetworkNamespace {

    private static final Comparator<EndpointSlice> BY_SERVICE = Comparator.comparing(
                    (EndpointSlice slice) -> Objects.requireNonNull(slice.service()))
            .thenComparing(EndpointSlice::name);

    private final String name;
    private final LabelSet labels;
    private final Shelf<NetworkPod> pods;
    private final Shelf<ClusterObject> services;
    private final Shelf<ClusterObject> slices;
    private final Shelf<ClusterObject> policies;
    private final List<OtherPolicy> otherPolicies;
    private final EndpointSlice[] byService;
    private final long version;

    /**
     * @param before the same namespace before; null for none
     * @param version of the first network that has it
     */
    NetworkNamespace(
            String name,
            LabelSet labels,
            Shelf<NetworkPod> pods,
            Shelf<ClusterObject> services,
            Shelf<ClusterObject> slices,
            Shelf<ClusterObject> policies,
            List<OtherPolicy> otherPolicies,
            @Nullable NetworkNamespace before,
            long version) {
        this.version = version;
        this.name = name;
        this.labels = labels;
        this.pods = pods;
        this.services = services;
        this.slices = slices;
        this.policies = policies;
        this.otherPolicies = otherPolicies;
        byService = before != null && before.slices == slices ? before.byService : byService(slices);
    }

    private static EndpointSlice[] byService(Shelf<ClusterObject> slices) {
        return slices.all().stream()
                .map(EndpointSlice.class::cast)
                .filter(slice -> slice.service() != null)
                .sorted(BY_SERVICE)
                .toArray(EndpointSlice[]::new);
    }

    public String name() {
        return name;
    }

    /** With {@code kubernetes.io/metadata.name}, which the API server gives to each. */
    public LabelSet labels() {
        return labels;
    }

    public Collection<NetworkPod> pods() {
        return pods.all();
    }

    public @Nullable NetworkPod pod(String pod) {
        return pods.get(pod);
    }

    /** Each with its {@link Service#detail}. */
    public Collection<Service> services() {
        return all(services);
    }

    public @Nullable Service service(String service) {
        return (Service) services.get(service);
    }

    /** Those of the Service; empty for none. */
    public List<EndpointSlice> slices(String service) {
        int from = firstOf(service);
        int to = from;
        while (to < byService.length && service.equals(byService[to].service())) {
            to++;
        }
        return List.of(Arrays.copyOfRange(byService, from, to));
    }

    private int firstOf(String service) {
        int low = 0;
        int high = byService.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Objects.requireNonNull(byService[middle].service()).compareTo(service) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public Collection<NetworkPolicy> policies() {
        return all(policies);
    }

    public List<OtherPolicy> otherPolicies() {
        return otherPolicies;
    }

    /** The {@link ClusterNetwork#version} since which nothing in it has changed. */
    public long version() {
        return version;
    }

    /** Whether another state of the namespace has the same policies, and the same labels for others' policies to select. */
    boolean hasPoliciesOf(@Nullable NetworkNamespace other) {
        return other != null
                && policies == other.policies
                && labels.equals(other.labels)
                && otherPolicies.equals(other.otherPolicies);
    }

    @SuppressWarnings("unchecked") // a shelf has objects of one kind, and each kind has one type
    private static <T extends ClusterObject> List<T> all(Shelf<ClusterObject> shelf) {
        return (List<T>) shelf.all();
    }
}
