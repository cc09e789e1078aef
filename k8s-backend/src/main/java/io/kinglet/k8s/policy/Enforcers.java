package io.kinglet.k8s.policy;

import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which network plugin runs, by the labels that the agents on the nodes have. Only Pods of the nodes' network count: a
 * tenant may give any label to a Pod, but not the network of a node to it. Stateless.
 */
public final class Enforcers {

    private record Agent(String key, String value, String plugin, boolean enforces) {}

    /** Canal is flannel with Calico's policies: where one enforces, it does not matter that another does not. */
    private static final List<Agent> AGENTS = List.of(
            new Agent("k8s-app", "calico-node", "calico", true),
            new Agent("k8s-app", "canal", "canal", true),
            new Agent("k8s-app", "cilium", "cilium", true),
            new Agent("k8s-app", "kube-router", "kube-router", true),
            new Agent("k8s-app", "weave-net", "weave-net", true),
            new Agent("name", "weave-net", "weave-net", true),
            new Agent("app", "antrea", "antrea", true),
            new Agent("k8s-app", "azure-npm", "azure-npm", true),
            new Agent("app", "ovnkube-node", "ovn-kubernetes", true),
            new Agent("app", "kube-ovn-cni", "kube-ovn", true),
            new Agent("app", "kube-network-policies", "kube-network-policies", true),
            new Agent("k8s-app", "kube-network-policies", "kube-network-policies", true),
            new Agent("app", "flannel", "flannel", false),
            new Agent("k8s-app", "flannel", "flannel", false));

    private Enforcers() {}

    /**
     * What the Pods of a cluster tell: who enforces policies; nobody, where only plugins run that do not; unknown, where no plugin
     * is known. Looks at every Pod: ask once for each version.
     */
    public static Enforcement found(ClusterNetwork network) {
        Enforcement found = new Enforcement.Unknown();
        for (NetworkNamespace namespace : network.namespaces()) {
            for (NetworkPod pod : namespace.pods()) {
                Agent agent = pod.hostNetwork() ? agent(pod) : null;
                if (agent != null && agent.enforces()) {
                    return new Enforcement.By(agent.plugin());
                }
                if (agent != null) {
                    found = new Enforcement.None();
                }
            }
        }
        return found;
    }

    private static @Nullable Agent agent(NetworkPod pod) {
        for (Agent agent : AGENTS) {
            if (agent.value().equals(pod.labels().get(agent.key()))) {
                return agent;
            }
        }
        return null;
    }
}
