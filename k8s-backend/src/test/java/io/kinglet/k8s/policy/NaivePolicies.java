package io.kinglet.k8s.policy;

import static io.kinglet.k8s.policy.NaiveMatching.inside;
import static io.kinglet.k8s.policy.NaiveMatching.list;
import static io.kinglet.k8s.policy.NaiveMatching.map;
import static io.kinglet.k8s.policy.NaiveMatching.selected;

import io.kinglet.k8s.policy.RawTown.RawPod;
import io.kinglet.k8s.policy.RawTown.RawPort;
import io.kinglet.k8s.policy.RawTown.RawTraffic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The specification of NetworkPolicy and of policy.networking.k8s.io in the plainest loops there are, over manifests as they are
 * written; it shares nothing with the engine. What the specification leaves open is a choice, and every way it can fall is tried.
 */
final class NaivePolicies {

    private final RawTown town;
    private final Choices choices = new Choices();

    NaivePolicies(RawTown town) {
        this.town = town;
    }

    /** ALLOWED, DENIED or UNKNOWN. */
    String judge(RawTraffic traffic) {
        RawPod source = sure(traffic.fromPod(), traffic.from());
        if (source != null && source.equals(sure(traffic.toPod(), traffic.to()))) {
            return "ALLOWED";
        }
        Set<Choices.Seen> egress = choices.all(() -> allowed(true, traffic));
        Set<Choices.Seen> ingress = choices.all(() -> allowed(false, traffic));
        boolean mayAllow = egress.contains(Choices.Seen.ALLOWED) && ingress.contains(Choices.Seen.ALLOWED);
        boolean mayDeny = egress.contains(Choices.Seen.DENIED) || ingress.contains(Choices.Seen.DENIED);
        return mayAllow && mayDeny ? "UNKNOWN" : mayAllow ? "ALLOWED" : "DENIED";
    }

    /** The Pod that an end is for sure. */
    private @Nullable RawPod sure(@Nullable RawPod told, String address) {
        List<RawPod> pods = podsAt(address);
        return told != null ? told : pods.size() == 1 && !pods.get(0).hostNetwork() ? pods.get(0) : null;
    }

    private boolean allowed(boolean egress, RawTraffic traffic) {
        RawPod self = egress ? traffic.fromPod() : traffic.toPod();
        String selfAddress = egress ? traffic.from() : traffic.to();
        List<RawPod> selves = self != null ? List.of(self) : podsAt(selfAddress);
        if (selves.isEmpty()) {
            return true;
        }
        boolean alone = self != null || selves.size() == 1 && !selves.get(0).hostNetwork();
        // The node an end is on when its packets cannot be told from those of the node itself.
        String selfNode = alone ? selves.get(0).node() : town.nodes.get(selfAddress);
        RawPod other = egress ? traffic.toPod() : traffic.fromPod();
        String otherAddress = egress ? traffic.to() : traffic.from();
        String otherNode = other == null ? town.nodes.get(otherAddress) : other.hostNetwork() ? other.node() : null;
        boolean node = selfNode != null && !selfNode.isEmpty() && selfNode.equals(otherNode);
        if (!egress && node) {
            return true;
        }
        RawPod one;
        if (alone) {
            one = selves.get(0);
        } else {
            one = selves.get(choices.of(selves.size()));
        }
        // Plugins may or may not see Pods in the network of their node as Pods.
        if (one.hostNetwork() && choices.flip()) {
            return true;
        }
        if (judgePod(egress, one, traffic)) {
            return true;
        }
        if (egress && node && choices.flip()) {
            return true;
        }
        return !egress
                && traffic.hidden()
                && other == null
                && podsAt(otherAddress).isEmpty()
                && choices.flip();
    }

    private List<RawPod> podsAt(String address) {
        List<RawPod> found = new ArrayList<>();
        for (RawPod pod : town.pods) {
            if (pod.address().equals(address)) {
                found.add(pod);
            }
        }
        return found;
    }

    // Admin tier, then NetworkPolicies, then baseline tier, then allow.
    private boolean judgePod(boolean egress, RawPod pod, RawTraffic traffic) {
        String admin = tier(true, egress, pod, traffic);
        if (admin.equals("Deny")) {
            return false;
        }
        if (admin.equals("Accept")) {
            return true;
        }
        boolean isolated = false;
        for (Map<String, Object> policy : town.policies) {
            if (!namespaceOf(policy).equals(pod.namespace())) {
                continue;
            }
            Map<String, Object> spec = map(policy.get("spec"));
            if (!selected(spec.get("podSelector"), pod.labels())
                    || !policyTypes(spec).contains(egress ? "Egress" : "Ingress")) {
                continue;
            }
            isolated = true;
            for (Object rule : list(spec.get(egress ? "egress" : "ingress"))) {
                if (ruleMatches(egress, namespaceOf(policy), map(rule), traffic)) {
                    return true;
                }
            }
        }
        if (isolated) {
            return false;
        }
        return !tier(false, egress, pod, traffic).equals("Deny");
    }

    private static Set<String> policyTypes(Map<String, Object> spec) {
        Set<String> types = new HashSet<>();
        for (Object type : list(spec.get("policyTypes"))) {
            types.add((String) type);
        }
        if (types.isEmpty()) {
            types.add("Ingress");
            if (!list(spec.get("egress")).isEmpty()) {
                types.add("Egress");
            }
        }
        return types;
    }

    private boolean ruleMatches(boolean egress, String namespace, Map<String, Object> rule, RawTraffic traffic) {
        List<Object> ports = list(rule.get("ports"));
        boolean port = ports.isEmpty();
        for (Object item : ports) {
            port = port || portMatches(map(item), traffic);
        }
        if (!port) {
            return false;
        }
        List<Object> peers = list(rule.get(egress ? "to" : "from"));
        boolean peer = peers.isEmpty();
        for (Object item : peers) {
            peer = peer || peerMatches(egress, namespace, map(item), traffic);
        }
        return peer;
    }

    private boolean portMatches(Map<String, Object> port, RawTraffic traffic) {
        String protocol = (String) port.getOrDefault("protocol", "TCP");
        if (!protocol.equals(traffic.protocol())) {
            return false;
        }
        Object number = port.get("port");
        if (number == null) {
            return true;
        }
        if (untranslated(traffic)) {
            return choices.flip();
        }
        if (number instanceof String name) {
            return named(name, traffic);
        }
        int first = (Integer) number;
        int last = port.get("endPort") == null ? first : (Integer) port.get("endPort");
        return traffic.port() >= first && traffic.port() <= last;
    }

    private boolean named(String name, RawTraffic traffic) {
        List<RawPod> pods = traffic.toPod() != null ? List.of(traffic.toPod()) : podsAt(traffic.to());
        for (RawPod pod : pods) {
            for (RawPort port : pod.ports()) {
                if (port.name().equals(name)
                        && port.protocol().equals(traffic.protocol())
                        && port.number() == traffic.port()) {
                    return !doubtful(traffic.toPod(), pods) || choices.flip();
                }
            }
        }
        return false;
    }

    private static boolean doubtful(@Nullable RawPod told, List<RawPod> pods) {
        return told != null
                ? told.hostNetwork()
                : pods.size() > 1 || pods.get(0).hostNetwork();
    }

    private boolean peerMatches(boolean egress, String namespace, Map<String, Object> peer, RawTraffic traffic) {
        if (peer.get("ipBlock") != null) {
            return blockMatches(egress, false, map(peer.get("ipBlock")), traffic);
        }
        RawPod told = egress ? traffic.toPod() : traffic.fromPod();
        List<RawPod> pods = told != null ? List.of(told) : podsAt(egress ? traffic.to() : traffic.from());
        for (RawPod pod : pods) {
            Object namespaces = peer.get("namespaceSelector");
            boolean there = namespaces == null
                    ? pod.namespace().equals(namespace)
                    : selected(namespaces, town.namespaces.get(pod.namespace()));
            Object labels = peer.get("podSelector");
            if (there && (labels == null || selected(labels, pod.labels()))) {
                return !doubtful(told, pods) || choices.flip();
            }
        }
        return egress && untranslated(traffic) && choices.flip();
    }

    private boolean untranslated(RawTraffic traffic) {
        return traffic.toPod() == null
                && town.services.contains(traffic.to())
                && podsAt(traffic.to()).isEmpty()
                && !town.nodes.containsKey(traffic.to());
    }

    private boolean blockMatches(boolean egress, boolean clusterwide, Map<String, Object> block, RawTraffic traffic) {
        RawPod told = egress ? traffic.toPod() : traffic.fromPod();
        String address = egress ? traffic.to() : traffic.from();
        boolean inside = inside(block, address);
        boolean hostPod = !clusterwide && told != null && told.hostNetwork();
        boolean every = ((String) block.get("cidr")).endsWith("/0")
                && list(block.get("except")).isEmpty();
        if (every && inside && !hostPod) {
            return true;
        }
        if (egress && untranslated(traffic)) {
            return choices.flip();
        }
        if (egress && traffic.via() != null && inside(block, traffic.via()) != inside) {
            return choices.flip();
        }
        if (!egress && traffic.hidden() && told == null && podsAt(address).isEmpty()) {
            return choices.flip();
        }
        return inside && (!hostPod || choices.flip());
    }

    /** Accept, Deny, Pass, or nothing when no rule of the tier matches. */
    private String tier(boolean admin, boolean egress, RawPod pod, RawTraffic traffic) {
        if (pod.hostNetwork()) {
            return "";
        }
        for (int priority :
                new TreeSet<>(town.tiers.stream().map(NaivePolicies::priority).toList())) {
            List<String> matched = new ArrayList<>();
            for (Map<String, Object> policy : town.tiers) {
                Map<String, Object> spec = map(policy.get("spec"));
                if (priority(policy) == priority
                        && admin == isAdmin(policy)
                        && podPeer(map(spec.get("subject")), pod)) {
                    for (Object item : list(spec.get(egress ? "egress" : "ingress"))) {
                        Map<String, Object> rule = map(item);
                        if (tierRuleMatches(egress, rule, traffic)) {
                            matched.add(((String) rule.get("action")).replace("Allow", "Accept"));
                            break;
                        }
                    }
                }
            }
            if (!matched.isEmpty()) {
                return matched.get(choices.of(matched.size()));
            }
        }
        return "";
    }

    private static boolean isAdmin(Map<String, Object> policy) {
        String kind = (String) policy.get("kind");
        return kind.equals("AdminNetworkPolicy")
                || kind.equals("ClusterNetworkPolicy")
                        && "Admin".equals(map(policy.get("spec")).get("tier"));
    }

    private static int priority(Map<String, Object> policy) {
        return (Integer) map(policy.get("spec")).getOrDefault("priority", 0);
    }

    private boolean podPeer(Map<String, Object> peer, RawPod pod) {
        if (pod.hostNetwork()) {
            return false;
        }
        Map<String, String> namespace = town.namespaces.get(pod.namespace());
        if (peer.get("namespaces") != null) {
            return selected(peer.get("namespaces"), namespace);
        }
        if (peer.get("pods") != null) {
            Map<String, Object> pods = map(peer.get("pods"));
            return selected(pods.get("namespaceSelector"), namespace)
                    && selected(pods.get("podSelector"), pod.labels());
        }
        return false;
    }

    private boolean tierRuleMatches(boolean egress, Map<String, Object> rule, RawTraffic traffic) {
        boolean peer = false;
        for (Object item : list(rule.get(egress ? "to" : "from"))) {
            peer = peer || tierPeerMatches(egress, map(item), traffic);
        }
        if (!peer) {
            return false;
        }
        Object ports = rule.get("ports") != null ? rule.get("ports") : rule.get("protocols");
        boolean port = ports == null;
        for (Object item : list(ports)) {
            port = port || tierPortMatches(map(item), traffic);
        }
        return port;
    }

    private boolean tierPeerMatches(boolean egress, Map<String, Object> peer, RawTraffic traffic) {
        RawPod told = egress ? traffic.toPod() : traffic.fromPod();
        List<RawPod> pods = told != null ? List.of(told) : podsAt(egress ? traffic.to() : traffic.from());
        if (peer.get("nodes") != null || peer.get("domainNames") != null) {
            // No Pod with an address of its own has that of a node.
            boolean own = !pods.isEmpty() && !doubtful(told, pods);
            return !(peer.get("nodes") != null && own) && choices.flip();
        }
        if (peer.get("networks") != null) {
            boolean any = false;
            for (Object network : list(peer.get("networks"))) {
                any = any || blockMatches(egress, true, Map.of("cidr", network), traffic);
            }
            return any;
        }
        for (RawPod pod : pods) {
            if (podPeer(peer, pod)) {
                return !doubtful(told, pods) || choices.flip();
            }
        }
        return egress && untranslated(traffic) && choices.flip();
    }

    private boolean tierPortMatches(Map<String, Object> port, RawTraffic traffic) {
        if (port.get("namedPort") != null || port.get("destinationNamedPort") != null) {
            Object name = port.get("namedPort") != null ? port.get("namedPort") : port.get("destinationNamedPort");
            return untranslated(traffic) ? choices.flip() : named((String) name, traffic);
        }
        for (String protocol : List.of("tcp", "udp", "sctp")) {
            if (port.get(protocol) != null) {
                Map<String, Object> at = map(map(port.get(protocol)).get("destinationPort"));
                Map<String, Object> range = map(at.get("range"));
                return traffic.protocol().equalsIgnoreCase(protocol)
                        && (at.get("number") != null
                                ? between(at.get("number"), at.get("number"), traffic)
                                : between(range.get("start"), range.get("end"), traffic));
            }
        }
        Map<String, Object> number = map(port.get("portNumber"));
        Map<String, Object> range = map(port.get("portRange"));
        String protocol = (String) (number.isEmpty() ? range : number).getOrDefault("protocol", "TCP");
        return protocol.equals(traffic.protocol())
                && (number.isEmpty()
                        ? between(range.get("start"), range.get("end"), traffic)
                        : between(number.get("port"), number.get("port"), traffic));
    }

    private boolean between(@Nullable Object first, @Nullable Object last, RawTraffic traffic) {
        if (untranslated(traffic)) {
            return choices.flip();
        }
        return (Integer) first <= traffic.port() && traffic.port() <= (Integer) last;
    }

    private static String namespaceOf(Map<String, Object> policy) {
        return (String) map(policy.get("metadata")).get("namespace");
    }
}
