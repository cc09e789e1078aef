package io.kinglet.k8s.spec;

import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec} of a networking.k8s.io/v1 NetworkPolicy. Stateless. */
public final class NetworkPolicySpec {

    private static final String INGRESS = "Ingress";
    private static final String EGRESS = "Egress";

    private NetworkPolicySpec() {}

    /**
     * Reads a policy. Without {@code policyTypes} it isolates for ingress, and for egress if it has rules for that
     * (NetworkPolicySpec, {@code policyTypes}).
     *
     * @param flaws where {@link Part#wrong} puts what it is told, if anywhere; copied once all is read
     */
    public static NetworkPolicy read(
            String namespace, String name, Part spec, @Nullable Instant changed, List<String> flaws) {
        spec.only("podSelector", "policyTypes", "ingress", "egress");
        LabelSelector pods = SelectorSpec.read(spec.get("podSelector"));
        List<String> types = new ArrayList<>();
        boolean told = false;
        for (Part item : spec.get("policyTypes").items()) {
            told = true;
            String type = item.oneOf(INGRESS, EGRESS);
            if (type != null) {
                types.add(type);
            }
        }
        List<NetworkPolicy.Rule> ingress = rules(spec.get("ingress"), "from");
        List<NetworkPolicy.Rule> egress = rules(spec.get("egress"), "to");
        return new NetworkPolicy(
                namespace,
                name,
                pods,
                !told || types.contains(INGRESS),
                told ? types.contains(EGRESS) : !egress.isEmpty(),
                ingress,
                egress,
                changed,
                flaws);
    }

    private static List<NetworkPolicy.Rule> rules(Part list, String peers) {
        List<NetworkPolicy.Rule> rules = new ArrayList<>();
        for (Part item : list.items()) {
            item.only(peers, "ports");
            rules.add(new NetworkPolicy.Rule(peers(item.get(peers)), ports(item.get("ports"))));
        }
        return rules;
    }

    private static @Nullable List<PolicyPeer> peers(Part list) {
        List<PolicyPeer> peers = new ArrayList<>();
        for (Part item : list.items()) {
            peers.add(PeerSpec.read(item));
        }
        return peers.isEmpty() ? null : List.copyOf(peers);
    }

    /** Null for every port; empty when none of those written can be read, and then the rule matches nothing. */
    private static @Nullable List<PolicyPort> ports(Part list) {
        List<PolicyPort> ports = new ArrayList<>();
        boolean any = false;
        for (Part item : list.items()) {
            any = true;
            PolicyPort port = PortSpec.read(item);
            if (port != null) {
                ports.add(port);
            }
        }
        return any ? List.copyOf(ports) : null;
    }
}
