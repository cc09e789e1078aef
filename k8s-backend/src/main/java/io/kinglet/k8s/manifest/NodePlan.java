package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives an address to every node that a Pod is on. Nodes are not written in manifests: a node has the address that one of its Pods
 * gives, or one that depends on its name alone; a Pod in the network of a node that has no name has that node for itself. Confined
 * to one thread.
 */
final class NodePlan {

    private final Map<String, List<IpAddress>> nodes = new HashMap<>();
    private final AddressPool v4 = AddressPool.nodesV4();
    private final AddressPool v6 = AddressPool.nodesV6();
    private final boolean dual;

    NodePlan(Collection<Declared.PodSpec> pods, boolean dual) {
        this.dual = dual;
        for (Declared.PodSpec pod : pods) {
            List<IpAddress> told = told(pod);
            told.forEach(v4::keep);
            told.forEach(v6::keep);
            if (!told.isEmpty()) {
                nodes.putIfAbsent(key(pod), told);
            }
        }
    }

    private static List<IpAddress> told(Declared.PodSpec pod) {
        if (pod.hostNetwork() && !pod.addresses().isEmpty()) {
            return pod.addresses();
        }
        IpAddress address = pod.nodeAddress();
        return address == null ? List.of() : List.of(address);
    }

    /** The addresses of the node that the Pod is on; empty when none is left. */
    List<IpAddress> addresses(Declared.PodSpec pod) {
        return nodes.computeIfAbsent(key(pod), this::give);
    }

    private List<IpAddress> give(String key) {
        List<IpAddress> addresses = new ArrayList<>(2);
        add(v4.give(key), addresses);
        if (dual) {
            add(v6.give(key), addresses);
        }
        return List.copyOf(addresses);
    }

    private static void add(@Nullable IpAddress address, List<IpAddress> into) {
        if (address != null) {
            into.add(address);
        }
    }

    /** No name of a node has a slash. */
    private static String key(Declared.PodSpec pod) {
        ObjectKey key = pod.header().key();
        String node = pod.template().node();
        return node.isEmpty() ? key.namespace() + "/" + key.name() : node;
    }
}
