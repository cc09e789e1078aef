package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes an end of traffic as a peer of a rule: a Pod by what its workload has in common, anything else by its address. */
final class PeerWriter {

    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private static final List<String> NAMING = List.of("app.kubernetes.io/name", "app", "k8s-app", "run");

    private PeerWriter() {}

    /** Whether the end can only be met by its address. */
    static boolean byAddress(Party party) {
        return !party.ownAddress();
    }

    /** A peer of a NetworkPolicy in this namespace. */
    static Map<String, Object> namespaced(Party party, String namespace) {
        Map<String, Object> peer = new LinkedHashMap<>();
        if (byAddress(party)) {
            peer.put("ipBlock", Map.of("cidr", block(party)));
            return peer;
        }
        Party.Member member = party.members().get(0);
        if (!member.namespace().name().equals(namespace)) {
            peer.put("namespaceSelector", namespaces(member.namespace()));
        }
        peer.put("podSelector", pods(member.pod()));
        return peer;
    }

    /** A peer, or the subject, of a policy of the cluster. */
    static Map<String, Object> clusterwide(Party party) {
        if (byAddress(party)) {
            return Map.of("networks", List.of(block(party)));
        }
        Party.Member member = party.members().get(0);
        Map<String, Object> pods = new LinkedHashMap<>();
        pods.put("namespaceSelector", namespaces(member.namespace()));
        pods.put("podSelector", pods(member.pod()));
        return Map.of("pods", pods);
    }

    private static String block(Party party) {
        return party.address() + (party.address().v6() ? "/128" : "/32");
    }

    private static Map<String, Object> namespaces(NetworkNamespace namespace) {
        LabelSet labels = namespace.labels();
        return namespace.name().equals(labels.get(NAMESPACE_NAME))
                ? Map.of("matchLabels", Map.of(NAMESPACE_NAME, namespace.name()))
                : selector(labels.toMap());
    }

    static Map<String, Object> pods(NetworkPod pod) {
        return selector(pod.labels().lasting(Set.of()).toMap());
    }

    private static Map<String, Object> selector(Map<String, String> labels) {
        return labels.isEmpty() ? Map.of() : Map.of("matchLabels", labels);
    }

    /** What to call it in the name of a policy. */
    static String workload(Party party) {
        String name = party.address().toString();
        if (!byAddress(party)) {
            NetworkPod pod = party.members().get(0).pod();
            name = NAMING.stream()
                    .map(pod.labels()::get)
                    .filter(value -> value != null && !value.isEmpty())
                    .findFirst()
                    .orElse(pod.name());
        }
        String word =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return word.isEmpty()
                ? "peer"
                : word.substring(0, Math.min(40, word.length())).replaceAll("-+$", "");
    }
}
