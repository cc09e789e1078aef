package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints behind one port of a Service, chosen as kube-proxy chooses: the ready ones; where none is ready, those that
 * terminate and still serve (KEP-1669). Immutable.
 *
 * @param byPort the destinations that get traffic, by the port at them; empty for none
 * @param all how many endpoints the port has, whether they get traffic or not
 */
record Backends(Map<Integer, List<Destination>> byPort, List<Remark> remarks, int all) {

    /** One endpoint at the port of its slice. */
    private record Found(Destination destination, int port, String node, boolean ready, boolean lastResort) {

        String text() {
            NetworkPod pod = destination.pod();
            if (pod == null) {
                return destination.address().toString();
            }
            String why = pod.terminating()
                    ? "terminating"
                    : pod.phase().isEmpty() || pod.phase().equals("Running") ? "not ready" : pod.phase();
            return pod + " (" + why + ")";
        }
    }

    /**
     * @param port of the Service; null for the endpoints of a Service without ports, at no port
     * @param fallsBack whether endpoints that terminate are used where none is ready; DNS, for one, never names them
     * @param used which addresses count
     */
    static Backends of(
            ClusterNetwork network,
            Service service,
            @Nullable ServicePort port,
            Spread spread,
            boolean fallsBack,
            Predicate<IpAddress> used) {
        List<Found> all = find(network, service, port, used);
        List<Remark> remarks = new ArrayList<>();
        List<Found> chosen = new ArrayList<>();
        if (spread instanceof Spread.EachNode) {
            Map<String, List<Found>> byNode =
                    all.stream().collect(Collectors.groupingBy(Found::node, LinkedHashMap::new, Collectors.toList()));
            byNode.values().forEach(its -> chosen.addAll(choose(its, fallsBack)));
        } else if (spread instanceof Spread.OneNode one) {
            List<Found> near =
                    all.stream().filter(it -> it.node.equals(one.node())).toList();
            chosen.addAll(choose(near, fallsBack));
        } else {
            chosen.addAll(choose(all, fallsBack));
        }
        remark(all, chosen, remarks);
        Map<Integer, List<Destination>> byPort = new LinkedHashMap<>();
        chosen.forEach(
                it -> byPort.computeIfAbsent(it.port, any -> new ArrayList<>()).add(it.destination));
        return new Backends(byPort, remarks, all.size());
    }

    boolean isEmpty() {
        return byPort.isEmpty();
    }

    private static List<Found> choose(List<Found> from, boolean fallsBack) {
        List<Found> ready = from.stream().filter(Found::ready).toList();
        return ready.isEmpty() && fallsBack
                ? from.stream().filter(Found::lastResort).toList()
                : ready;
    }

    private static void remark(List<Found> all, List<Found> chosen, List<Remark> remarks) {
        List<String> last =
                chosen.stream().filter(it -> !it.ready).map(Found::text).toList();
        if (!last.isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.TERMINATING_USED,
                    "no endpoint is ready, so those get traffic that terminate and still serve: " + Texts.some(last)));
        }
        Set<Found> used = Collections.newSetFromMap(new IdentityHashMap<>());
        used.addAll(chosen);
        List<String> idle = all.stream()
                .filter(it -> !it.ready && !used.contains(it))
                .map(Found::text)
                .toList();
        if (!idle.isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.NOT_READY,
                    Texts.count(idle.size(), "endpoint")
                            + (idle.size() == 1
                                    ? " is not ready and gets nothing: "
                                    : " are not ready and get nothing: ")
                            + Texts.some(idle)));
        }
        List<String> published = chosen.stream()
                .filter(it -> it.ready)
                .map(Found::destination)
                .filter(it -> it.pod() != null && !it.pod().ready())
                .map(it -> Objects.requireNonNull(it.pod()).toString())
                .toList();
        if (!published.isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.NOT_READY_PUBLISHED,
                    "endpoints are published though their Pods are not ready: " + Texts.some(published)));
        }
    }

    private static List<Found> find(
            ClusterNetwork network, Service service, @Nullable ServicePort port, Predicate<IpAddress> used) {
        NetworkNamespace namespace = network.namespace(service.namespace());
        List<Found> found = new ArrayList<>();
        if (namespace == null) {
            return found;
        }
        for (EndpointSlice slice : namespace.slices(service.name())) {
            if (port == null) {
                add(network, namespace, slice, 0, used, found);
            }
            for (ServicePort its : slice.ports()) {
                if (port != null
                        && its.name().equals(port.name())
                        && its.protocol().equals(port.protocol())) {
                    add(network, namespace, slice, its.number(), used, found);
                }
            }
        }
        return found;
    }

    private static void add(
            ClusterNetwork network,
            NetworkNamespace namespace,
            EndpointSlice slice,
            int port,
            Predicate<IpAddress> used,
            List<Found> found) {
        for (Endpoint endpoint : slice.endpoints()) {
            // What more addresses of an endpoint mean is undefined (EndpointSlice v1); kube-proxy takes the first.
            IpAddress address = endpoint.addresses().get(0);
            if (used.test(address)) {
                found.add(found(network, namespace, endpoint, address, port));
            }
        }
    }

    private static Found found(
            ClusterNetwork network, NetworkNamespace namespace, Endpoint endpoint, IpAddress address, int port) {
        NetworkPod pod = podOf(network, namespace, endpoint, address);
        String node = pod != null ? pod.node() : Objects.requireNonNullElse(network.nodeAt(address), "");
        return new Found(
                new Destination(address, pod),
                port,
                node,
                endpoint.ready(),
                endpoint.serving() && endpoint.terminating());
    }

    private static @Nullable NetworkPod podOf(
            ClusterNetwork network, NetworkNamespace namespace, Endpoint endpoint, IpAddress address) {
        NetworkPod named = endpoint.podName() == null ? null : namespace.pod(endpoint.podName());
        if (named != null && named.addresses().contains(address)) {
            return named;
        }
        List<NetworkPod> there = network.podsAt(address);
        return there.size() == 1 ? there.get(0) : null;
    }
}
