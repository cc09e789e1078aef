package io.kinglet.k8s.signals;

import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.reach.Reachability;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one state of the cluster is judged. Confined to one thread. */
final class Judgement {

    private static final Set<Kind> NEEDED =
            Set.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD, Kind.NETWORK_POLICY);

    private final ClusterNetwork network;
    private final PodSets sets;
    private final PolicySettings settings;
    private final Reachability reachability;
    private final Map<Service, Boolean> nodesMatter = new IdentityHashMap<>();

    private Judgement(ClusterNetwork network, PodSets sets, PolicySettings settings, Reachability reachability) {
        this.settings = settings;
        this.network = network;
        this.sets = sets;
        this.reachability = reachability;
    }

    /** Whether enough has been read to judge anything. */
    static boolean isPossible(ClusterNetwork network) {
        return network.synced().containsAll(NEEDED);
    }

    /**
     * @param before of an earlier state, whose sets of Pods are taken where policies have not changed since
     */
    static Judgement of(
            ClusterNetwork network, @Nullable Judgement before, Function<ClusterNetwork, PolicySettings> settings) {
        PodSets sets = before != null && before.network.policyVersion() == network.policyVersion()
                ? before.sets
                : new PodSets(network);
        PolicySettings its = settings.apply(network);
        PolicyEngine engine = PolicyEngine.ofOutcomes(network, its);
        // Names of Services are not asked about here, so that their domain does not matter.
        return new Judgement(network, sets, its, new Reachability(network, engine, "cluster.local"));
    }

    ClusterNetwork network() {
        return network;
    }

    PolicySettings settings() {
        return settings;
    }

    PodSets sets() {
        return sets;
    }

    Reachability reachability() {
        return reachability;
    }

    /** Whether what a Pod reaches of the Service depends on its node: endpoints of its node alone, or in its node's network. */
    boolean nodesMatter(Service service, NetworkNamespace namespace) {
        return nodesMatter.computeIfAbsent(service, it -> findsNodesMatter(it, namespace));
    }

    private static boolean findsNodesMatter(Service service, NetworkNamespace namespace) {
        if (service.detail() != null && service.detail().internalLocal()) {
            return true;
        }
        for (EndpointSlice slice : namespace.slices(service.name())) {
            for (Endpoint endpoint : slice.endpoints()) {
                NetworkPod pod = endpoint.podName() == null ? null : namespace.pod(endpoint.podName());
                if (pod == null || pod.hostNetwork()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the Pod is behind the Service, so that it may reach itself and others of its set may not. */
    static boolean isBehind(NetworkPod pod, Service service, NetworkNamespace namespace) {
        if (!pod.namespace().equals(namespace.name())) {
            return false;
        }
        for (EndpointSlice slice : namespace.slices(service.name())) {
            for (Endpoint endpoint : slice.endpoints()) {
                if (pod.name().equals(endpoint.podName())) {
                    return true;
                }
            }
        }
        return false;
    }
}
