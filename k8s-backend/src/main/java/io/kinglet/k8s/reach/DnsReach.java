package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Pod can ask the cluster's DNS, over UDP and over TCP, which truncated answers need (RFC 7766 section 5). Judged at the
 * port of the Pods behind the DNS Service, as policies are.
 */
public record DnsReach(Reach udp, Reach tcp) {

    private static final int DNS_PORT = 53;

    /**
     * @return null where there is no such Service
     */
    public static @Nullable DnsReach of(Reachability reachability, NetworkPod pod, String namespace, String service) {
        NetworkNamespace its = reachability.network().namespace(namespace);
        Service dns = its == null ? null : its.service(service);
        if (its == null || dns == null) {
            return null;
        }
        boolean cached = nodeLocal(its);
        return new DnsReach(over(reachability, pod, dns, cached, "udp"), over(reachability, pod, dns, cached, "tcp"));
    }

    private static Reach over(
            Reachability reachability, NetworkPod pod, Service dns, boolean nodeLocal, String protocol) {
        Origin from = new Origin.OfPod(pod);
        Reach central = reachability.reach(from, new Target.OfService(dns), PortWish.of(protocol, DNS_PORT));
        if (!nodeLocal) {
            return central;
        }
        // The cache listens on each node at an address of no Pod, which may be the cluster IP itself (KEP-1024).
        Reach cached = reachability.reach(
                from, new Target.Outside("the DNS cache of the node"), PortWish.of(protocol, DNS_PORT));
        List<Remark> remarks = new ArrayList<>(central.remarks());
        remarks.add(new Remark(
                Remark.Code.NODE_LOCAL_DNS,
                "a DNS cache runs on the nodes (NodeLocal DNSCache) and may take the questions in place of Service "
                        + dns.namespace() + "/" + dns.name()));
        Outcome outcome = central.outcome() == cached.outcome() ? central.outcome() : Outcome.UNKNOWN;
        return new Reach(central.from(), central.to(), outcome, central.ports(), remarks);
    }

    /**
     * Whether a DNS cache runs on the nodes (KEP-1024), told by the label that the add-on's Pods have.
     *
     * @param dns the namespace that the DNS Service is in, as the add-on is
     */
    public static boolean nodeLocal(NetworkNamespace dns) {
        for (NetworkPod pod : dns.pods()) {
            if (pod.hostNetwork() && "node-local-dns".equals(pod.labels().get("k8s-app"))) {
                return true;
            }
        }
        return false;
    }
}
