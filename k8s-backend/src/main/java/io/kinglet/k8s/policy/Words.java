package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts of policies in words, for the texts of reasons. */
final class Words {

    private Words() {}

    /** {@code TCP 8080}. */
    static String port(Traffic traffic) {
        return traffic.protocol().toUpperCase(Locale.ROOT) + " " + traffic.port();
    }

    static String ports(@Nullable List<PolicyPort> ports) {
        return ports == null
                ? "every port"
                : some(ports.stream().map(Words::port).toList(), 4);
    }

    private static String port(PolicyPort port) {
        String protocol =
                port.protocol() == null ? "any protocol" : port.protocol().toUpperCase(Locale.ROOT);
        if (port.name() != null) {
            return protocol + " " + port.name();
        }
        if (port.first() == 0) {
            return "every port of " + protocol;
        }
        return protocol + " " + port.first() + (port.first() == port.last() ? "" : " to " + port.last());
    }

    static String peers(@Nullable List<PolicyPeer> peers, String namespace) {
        return peers == null
                ? "everything"
                : some(peers.stream().map(peer -> peer(peer, namespace)).toList(), 3);
    }

    static String peer(PolicyPeer peer, String namespace) {
        if (peer instanceof PolicyPeer.Pods pods) {
            LabelSelector of = pods.namespaces();
            String namespaces = of == null
                    ? "namespace " + namespace
                    : of.everything() ? "every namespace" : "namespaces with " + of;
            LabelSelector some = pods.pods();
            return (some == null || some.everything() ? "all Pods" : "Pods with " + some) + " of " + namespaces;
        }
        if (peer instanceof PolicyPeer.Block block) {
            String except = block.except().isEmpty() ? "" : " except " + some(block.except(), 3);
            return block.cidr() + except;
        }
        if (peer instanceof PolicyPeer.Nodes nodes) {
            return nodes.nodes().everything() ? "all nodes" : "the nodes with " + nodes.nodes();
        }
        return ((PolicyPeer.Unmatched) peer).what();
    }

    /** The first of them, and how many more there are. */
    static String some(List<?> all, int most) {
        int shown = all.size() > most + 1 ? most : all.size();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ").append(all.get(i));
        }
        return shown == all.size() ? text.toString() : text + " and " + (all.size() - shown) + " more";
    }
}
