package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.network.ClusterNetwork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Services are entered, and what traffic policies make of it. What kube-proxy does: the internal traffic policy is for cluster
 * IPs; the external one for all other addresses, where Local keeps the source address and Cluster may put a node's in its place; a
 * Pod that dials an address for the outside on its own node is spared the external policy. Stateless.
 */
final class Ways {

    private Ways() {}

    /** By cluster IPs, or for a headless Service by those of its Pods. */
    static Way within(ClusterNetwork network, Service service, Origin from, List<IpAddress> dialled) {
        ServiceDetail detail = service.detail();
        if (service.type() == Service.Type.HEADLESS) {
            return new Way(Way.Door.PODS, List.of(), new Spread.Everywhere(), false, List.of());
        }
        if (detail == null || !detail.internalLocal()) {
            return new Way(Way.Door.ADDRESS, dialled, new Spread.Everywhere(), false, List.of());
        }
        String node = nodeOf(network, from);
        return new Way(
                Way.Door.ADDRESS,
                dialled,
                new Spread.OneNode(node),
                false,
                List.of(new Remark(
                        Remark.Code.LOCAL_ONLY,
                        "internalTrafficPolicy is Local: only endpoints on the node of the origin"
                                + (node == null || node.isEmpty() ? "" : ", " + node + ",") + " get traffic")));
    }

    /** By external IPs or the addresses of its load balancer; by any of them where {@code dialled} names more. */
    static Way external(ClusterNetwork network, Service service, Origin from, List<IpAddress> dialled) {
        ServiceDetail detail = service.detail();
        boolean local = detail != null && detail.externalLocal();
        boolean fromPod = from instanceof Origin.OfPod it && !it.pod().hostNetwork();
        if (local && fromPod) {
            return new Way(
                    Way.Door.ADDRESS,
                    dialled,
                    new Spread.Everywhere(),
                    false,
                    List.of(new Remark(
                            Remark.Code.WAY_IN,
                            "a Pod that dials the address for the outside is led to the endpoints at once")));
        }
        return new Way(
                Way.Door.ADDRESS,
                dialled,
                local ? new Spread.EachNode() : new Spread.Everywhere(),
                !local,
                List.of(local ? kept("the node that has the endpoint") : rewritten()));
    }

    /**
     * By a node port.
     *
     * @param at the address of the node; null where any node will do
     */
    static Way nodePort(ClusterNetwork network, Service service, Origin from, @Nullable IpAddress at) {
        ServiceDetail detail = service.detail();
        boolean local = detail != null && detail.externalLocal();
        String node = at == null ? null : network.nodeAt(at);
        List<IpAddress> dialled = at == null ? List.of() : List.of(at);
        if (!local) {
            return new Way(Way.Door.NODE_PORT, dialled, new Spread.Everywhere(), true, List.of(rewritten()));
        }
        boolean own = node != null && node.equals(nodeOf(network, from));
        Spread spread = own
                ? new Spread.Everywhere()
                : at == null ? new Spread.EachNode() : new Spread.OneNode(node == null ? "" : node);
        return new Way(
                Way.Door.NODE_PORT,
                dialled,
                spread,
                false,
                own ? List.of() : List.of(kept(at == null ? "a node that has an endpoint" : "node " + node)));
    }

    /** Where the Service is entered from outside, in words; empty where it is not. */
    static List<String> waysIn(Service service) {
        List<String> ways = new ArrayList<>();
        service.external().addresses().forEach(address -> ways.add(address.toString()));
        ways.addAll(service.external().hostnames());
        for (ServiceDetail.Port port : ServicePorts.portsOf(service)) {
            if (port.nodePort() > 0) {
                ways.add("node port " + port.nodePort() + "/" + port.protocol());
            }
        }
        return ways;
    }

    /** The node of the origin; null when it has none that is known. */
    static @Nullable String nodeOf(ClusterNetwork network, Origin from) {
        if (from instanceof Origin.OfPod it) {
            return it.pod().node().isEmpty() ? null : it.pod().node();
        }
        return from instanceof Origin.OfAddress it ? network.nodeAt(it.address()) : null;
    }

    private static Remark kept(String where) {
        return new Remark(
                Remark.Code.LOCAL_ONLY,
                "externalTrafficPolicy is Local: only " + where
                        + " takes traffic, for its own endpoints, and the source address stays what it is");
    }

    private static Remark rewritten() {
        return new Remark(
                Remark.Code.SOURCE_REWRITTEN,
                "externalTrafficPolicy is Cluster: the endpoint may see the address of a node in place of the source");
    }
}
