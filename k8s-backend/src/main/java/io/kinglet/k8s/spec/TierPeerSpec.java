package io.kinglet.k8s.spec;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.PolicyPeer;
import java.util.ArrayList;
import java.util.List;

/** Reads a peer or the subject of a policy of policy.networking.k8s.io. Stateless. */
final class TierPeerSpec {

    static final String EXACTLY_ONE = "write exactly one of ";

    private TierPeerSpec() {}

    /**
     * Adds the peer here to {@code into}: one for each network.
     *
     * @return false when it is of no known form, which closes the rule
     */
    static boolean read(Part part, boolean egress, List<PolicyPeer> into) {
        List<PolicyPeer> found = new ArrayList<>();
        List<PolicyPeer.Pods> pods = new ArrayList<>();
        String[] forms = egress
                ? new String[] {"namespaces", "pods", "nodes", "networks", "domainNames"}
                : new String[] {"namespaces", "pods"};
        int given = 0;
        for (String form : forms) {
            given += part.get(form).present() ? 1 : 0;
        }
        part.only(forms);
        if (given != 1) {
            part.wrong(EXACTLY_ONE + Syntax.choice(List.of(forms)));
            return false;
        }
        pods(part, pods);
        found.addAll(pods);
        if (egress) {
            outside(part, found);
        }
        into.addAll(found);
        return true;
    }

    /** Adds what {@code namespaces} and {@code pods} select. */
    static void pods(Part part, List<PolicyPeer.Pods> into) {
        Part namespaces = part.get("namespaces");
        Part pods = part.get("pods");
        if (namespaces.present()) {
            into.add(new PolicyPeer.Pods(SelectorSpec.read(namespaces), null));
        }
        if (pods.present()) {
            pods.only("namespaceSelector", "podSelector");
            LabelSelector of = SelectorSpec.read(pods.get("namespaceSelector"));
            into.add(new PolicyPeer.Pods(of, SelectorSpec.read(pods.get("podSelector"))));
        }
    }

    private static void outside(Part part, List<PolicyPeer> into) {
        for (Part item : part.get("networks").items()) {
            IpPrefix prefix = CidrSpec.readExact(item);
            into.add(
                    prefix == null
                            ? new PolicyPeer.Unmatched("a network that cannot be read", true)
                            : new PolicyPeer.Block(prefix, List.of()));
        }
        Part nodes = part.get("nodes");
        if (nodes.present()) {
            into.add(new PolicyPeer.Nodes(SelectorSpec.read(nodes)));
        }
        List<String> names = new ArrayList<>();
        for (Part item : part.get("domainNames").items()) {
            String name = item.text();
            if (name != null) {
                names.add(Syntax.shown(name));
            }
        }
        if (!names.isEmpty()) {
            into.add(new PolicyPeer.Unmatched("the domain names " + String.join(", ", names), false));
        }
    }
}
