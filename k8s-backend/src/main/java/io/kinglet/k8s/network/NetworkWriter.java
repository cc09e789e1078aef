package io.kinglet.k8s.network;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link ClusterNetwork} current. Any thread may apply; readers take what is published. */
public final class NetworkWriter implements ClusterSink {

    private record Key(String namespace, String name) {}

    private final Map<Kind, Map<Key, ClusterObject>> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, Set<Key>> listing = new EnumMap<>(Kind.class);
    private final Set<Kind> synced = EnumSet.noneOf(Kind.class);
    private final Published<ClusterNetwork> published = new Published<>(build());

    public Published<ClusterNetwork> published() {
        return published;
    }

    @Override
    public synchronized void apply(List<Change> batch) {
        batch.forEach(this::apply);
        published.publish(build());
    }

    private void apply(Change change) {
        if (change instanceof Change.Put put) {
            ClusterObject object = put.object();
            Key key = new Key(object.namespace(), object.name());
            of(object.kind()).put(key, object);
            listing.getOrDefault(object.kind(), Set.of()).remove(key);
        } else if (change instanceof Change.Remove gone) {
            of(gone.kind()).remove(new Key(gone.namespace(), gone.name()));
        } else if (change instanceof Change.ListStarted started) {
            listing.put(started.kind(), new HashSet<>(of(started.kind()).keySet()));
        } else if (change instanceof Change.ListFinished finished) {
            Set<Key> unseen = listing.remove(finished.kind());
            if (unseen != null) {
                of(finished.kind()).keySet().removeAll(unseen);
            }
            synced.add(finished.kind());
        }
    }

    private Map<Key, ClusterObject> of(Kind kind) {
        return objects.computeIfAbsent(kind, any -> new HashMap<>());
    }

    private <T extends ClusterObject> List<T> all(Kind kind, Class<T> type) {
        return objects.getOrDefault(kind, Map.of()).values().stream()
                .map(type::cast)
                .toList();
    }

    private static <T> SortedMap<String, T> named(Collection<T> all, Function<T, String> name) {
        SortedMap<String, T> map = new TreeMap<>();
        all.forEach(one -> map.put(name.apply(one), one));
        return map;
    }

    private static <T extends ClusterObject> Map<String, List<T>> byNamespace(Collection<T> all) {
        Map<String, List<T>> map = new HashMap<>();
        all.forEach(one ->
                map.computeIfAbsent(one.namespace(), any -> new ArrayList<>()).add(one));
        return map;
    }

    private ClusterNetwork build() {
        Map<String, List<NetworkPod>> pods = new HashMap<>();
        Map<IpAddress, List<NetworkPod>> byAddress = new HashMap<>();
        Map<IpAddress, String> nodes = new HashMap<>();
        for (Pod pod : all(Kind.POD, Pod.class)) {
            PodDetail detail = pod.detail();
            if (detail != null) {
                NetworkPod kept = new NetworkPod(pod, detail);
                pods.computeIfAbsent(pod.namespace(), any -> new ArrayList<>()).add(kept);
                pod.addresses()
                        .forEach(address -> byAddress
                                .computeIfAbsent(address, any -> new ArrayList<>())
                                .add(kept));
                node(detail.nodeAddress(), detail.node(), nodes);
                if (kept.hostNetwork()) {
                    pod.addresses().forEach(address -> node(address, detail.node(), nodes));
                }
            }
        }
        Map<IpAddress, Service> addresses = new HashMap<>();
        List<Service> services = all(Kind.SERVICE, Service.class);
        for (Service service : services) {
            service.external().addresses().forEach(address -> addresses.put(address, service));
        }
        for (Service service : services) {
            service.clusterIps().forEach(address -> addresses.put(address, service));
        }
        List<OtherPolicy> others = Kind.otherEngines().stream()
                .flatMap(kind -> all(kind, OtherPolicy.class).stream())
                .toList();
        Map<String, LabelSet> labels = new HashMap<>();
        all(Kind.NAMESPACE, Namespace.class).forEach(one -> labels.put(one.name(), one.labels()));
        Map<String, List<Service>> servicesIn = byNamespace(services);
        Map<String, List<EndpointSlice>> slicesIn = byNamespace(all(Kind.ENDPOINT_SLICE, EndpointSlice.class));
        Map<String, List<NetworkPolicy>> policiesIn = byNamespace(all(Kind.NETWORK_POLICY, NetworkPolicy.class));
        Map<String, List<OtherPolicy>> othersIn = byNamespace(others);
        Set<String> names = new TreeSet<>(labels.keySet());
        SortedMap<String, NetworkNamespace> namespaces = new TreeMap<>();
        for (String name : names) {
            namespaces.put(
                    name,
                    new NetworkNamespace(
                            name,
                            labels.getOrDefault(name, LabelSet.EMPTY),
                            named(pods.getOrDefault(name, List.of()), NetworkPod::name),
                            named(servicesIn.getOrDefault(name, List.of()), Service::name),
                            named(slicesIn.getOrDefault(name, List.of()), EndpointSlice::name),
                            named(policiesIn.getOrDefault(name, List.of()), NetworkPolicy::name),
                            othersIn.getOrDefault(name, List.of())));
        }
        List<TierPolicy> tiers = new ArrayList<>();
        for (Kind kind :
                List.of(Kind.ADMIN_NETWORK_POLICY, Kind.BASELINE_ADMIN_NETWORK_POLICY, Kind.CLUSTER_NETWORK_POLICY)) {
            tiers.addAll(all(kind, TierPolicy.class));
        }
        tiers.sort(Comparator.comparing(TierPolicy::tier)
                .thenComparing(TierPolicy::priority)
                .thenComparing(TierPolicy::name));
        return new ClusterNetwork(
                namespaces,
                byAddress,
                addresses,
                nodes,
                List.copyOf(tiers),
                othersIn.getOrDefault("", List.of()),
                EnumSet.copyOf(synced));
    }

    private static void node(@Nullable IpAddress address, String name, Map<IpAddress, String> nodes) {
        if (address != null && !name.isEmpty()) {
            nodes.put(address, name);
        }
    }
}
