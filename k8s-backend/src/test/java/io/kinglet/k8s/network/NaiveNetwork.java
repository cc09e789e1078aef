package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.TierPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a network is, said in the plainest way: all objects in maps, every question answered by looking at all of them. */
final class NaiveNetwork {

    private record Key(String namespace, String name) {}

    private final Map<Kind, TreeMap<Key, ClusterObject>> objects = new EnumMap<>(Kind.class);
    private final Map<Kind, Set<Key>> listing = new EnumMap<>(Kind.class);
    private final Set<Kind> synced = EnumSet.noneOf(Kind.class);

    void apply(Change change) {
        if (change instanceof Change.Put put) {
            ClusterObject object = put.object();
            Key key = new Key(object.namespace(), object.name());
            of(object.kind()).put(key, object);
            listing.getOrDefault(object.kind(), new HashSet<>()).remove(key);
        } else if (change instanceof Change.Remove gone) {
            of(gone.kind()).remove(new Key(gone.namespace(), gone.name()));
        } else if (change instanceof Change.ListStarted started) {
            listing.put(started.kind(), new HashSet<>(of(started.kind()).keySet()));
        } else if (change instanceof Change.ListFinished finished) {
            of(finished.kind())
                    .keySet()
                    .removeAll(Objects.requireNonNullElse(listing.remove(finished.kind()), Set.of()));
            synced.add(finished.kind());
        }
    }

    private Map<Key, ClusterObject> of(Kind kind) {
        return objects.computeIfAbsent(
                kind, any -> new TreeMap<>(Comparator.comparing(Key::namespace).thenComparing(Key::name)));
    }

    private <T extends ClusterObject> List<T> all(Kind kind, Class<T> type) {
        return of(kind).values().stream().map(type::cast).toList();
    }

    /** Everything that can be asked, in words. */
    List<String> everything(List<IpAddress> addresses) {
        List<String> lines = new ArrayList<>();
        lines.add("synced " + synced);
        Map<String, Namespace> namespaces = new TreeMap<>();
        all(Kind.NAMESPACE, Namespace.class).forEach(one -> namespaces.put(one.name(), one));
        List<OtherPolicy> others = Kind.otherEngines().stream()
                .flatMap(kind -> all(kind, OtherPolicy.class).stream())
                .toList();
        for (Namespace namespace : namespaces.values()) {
            lines.add(namespace.toString());
            all(Kind.POD, Pod.class).stream().filter(it -> in(namespace, it)).forEach(pod -> {
                if (pod.detail() != null) {
                    lines.add(words(pod, pod.detail()));
                }
            });
            all(Kind.SERVICE, Service.class).stream()
                    .filter(it -> in(namespace, it))
                    .forEach(service -> {
                        lines.add(service.toString());
                        all(Kind.ENDPOINT_SLICE, EndpointSlice.class).stream()
                                .filter(it ->
                                        in(namespace, it) && service.name().equals(it.service()))
                                .forEach(slice -> lines.add(slice.toString()));
                    });
            all(Kind.NETWORK_POLICY, NetworkPolicy.class).stream()
                    .filter(it -> in(namespace, it))
                    .forEach(policy -> lines.add(policy.toString()));
            others.stream().filter(it -> in(namespace, it)).forEach(it -> lines.add(it.toString()));
        }
        others.stream().filter(it -> it.namespace().isEmpty()).forEach(it -> lines.add(it.toString()));
        List<TierPolicy> tiers = new ArrayList<>(all(Kind.ADMIN_NETWORK_POLICY, TierPolicy.class));
        tiers.addAll(all(Kind.CLUSTER_NETWORK_POLICY, TierPolicy.class));
        tiers.sort(Comparator.comparing(TierPolicy::tier)
                .thenComparing(TierPolicy::priority)
                .thenComparing(TierPolicy::name));
        lines.add(tiers.toString());
        for (IpAddress address : addresses) {
            lines.add(address + " " + podsAt(address, namespaces) + " " + serviceAt(address, namespaces) + " "
                    + nodeAt(address));
        }
        return lines;
    }

    private static boolean in(Namespace namespace, ClusterObject object) {
        return object.namespace().equals(namespace.name());
    }

    private static boolean hostNetwork(Pod pod) {
        return pod.traits().contains(Pod.Trait.HOST_NETWORK);
    }

    private List<String> podsAt(IpAddress address, Map<String, Namespace> namespaces) {
        List<Pod> all = all(Kind.POD, Pod.class).stream()
                .filter(pod -> pod.detail() != null
                        && pod.addresses().contains(address)
                        && namespaces.containsKey(pod.namespace()))
                .toList();
        boolean living = all.stream().anyMatch(pod -> !hostNetwork(pod) && !pod.terminating());
        return all.stream()
                .filter(pod -> !living || hostNetwork(pod) || !pod.terminating())
                .map(pod -> pod.namespace() + "/" + pod.name())
                .toList();
    }

    private @Nullable String serviceAt(IpAddress address, Map<String, Namespace> namespaces) {
        List<Service> all = all(Kind.SERVICE, Service.class).stream()
                .filter(it -> namespaces.containsKey(it.namespace()))
                .toList();
        for (Service service : all) {
            if (service.clusterIps().contains(address)) {
                return service.toString();
            }
        }
        for (Service service : all) {
            if (service.external().addresses().contains(address)) {
                return service.toString();
            }
        }
        return null;
    }

    private @Nullable String nodeAt(IpAddress address) {
        return all(Kind.POD, Pod.class).stream()
                .filter(pod -> pod.detail() != null
                        && !pod.detail().node().isEmpty()
                        && (address.equals(pod.detail().nodeAddress())
                                || hostNetwork(pod) && pod.addresses().contains(address)))
                .map(pod -> Objects.requireNonNull(pod.detail()).node())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String words(Pod pod, PodDetail detail) {
        return String.join(
                " ",
                pod.namespace() + "/" + pod.name(),
                pod.addresses().toString(),
                detail.template().toString(),
                detail.hostname(),
                detail.node(),
                String.valueOf(detail.nodeAddress()),
                detail.phase(),
                "" + detail.ready() + pod.terminating() + hostNetwork(pod));
    }

    /** The same of what is published. */
    static List<String> everything(ClusterNetwork network, List<IpAddress> addresses) {
        List<String> lines = new ArrayList<>();
        lines.add("synced " + network.synced());
        for (NetworkNamespace namespace : network.namespaces()) {
            lines.add(new Namespace(namespace.name(), namespace.labels()).toString());
            namespace
                    .pods()
                    .forEach(pod -> lines.add(String.join(
                            " ",
                            pod.toString(),
                            pod.addresses().toString(),
                            pod.template().toString(),
                            pod.hostname(),
                            pod.node(),
                            String.valueOf(pod.nodeAddress()),
                            pod.phase(),
                            "" + pod.ready() + pod.terminating() + pod.hostNetwork())));
            namespace.services().forEach(service -> {
                lines.add(service.toString());
                namespace.slices(service.name()).forEach(slice -> lines.add(slice.toString()));
            });
            namespace.policies().forEach(policy -> lines.add(policy.toString()));
            namespace.otherPolicies().forEach(policy -> lines.add(policy.toString()));
        }
        network.otherPolicies().forEach(policy -> lines.add(policy.toString()));
        lines.add(network.tierPolicies().toString());
        for (IpAddress address : addresses) {
            Service service = network.serviceAt(address);
            lines.add(address + " "
                    + network.podsAt(address).stream().map(NetworkPod::toString).toList() + " "
                    + (service == null ? null : service.toString()) + " " + network.nodeAt(address));
        }
        return lines;
    }
}
