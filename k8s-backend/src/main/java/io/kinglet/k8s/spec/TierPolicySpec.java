package io.kinglet.k8s.spec;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.model.TierPolicy.Action;
import io.kinglet.k8s.model.TierPolicy.Rule;
import io.kinglet.k8s.model.TierPolicy.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code spec} of the policies of policy.networking.k8s.io: AdminNetworkPolicy and BaselineAdminNetworkPolicy of v1alpha1,
 * and ClusterNetworkPolicy of v1alpha2 and v1beta1, which are alike. Used for one policy. Confined to one thread.
 *
 * @see <a href="https://network-policy-api.sigs.k8s.io/">Network Policy API</a>
 */
public final class TierPolicySpec {

    private static final int PRIORITY_MOST = 1000;

    private final Kind kind;
    private final Part spec;
    private boolean sound = true;

    private TierPolicySpec(Kind kind, Part spec) {
        this.kind = kind;
        this.spec = spec;
    }

    /**
     * Reads a policy. One whose place in the order or whose subject cannot be read is about nobody.
     *
     * @param kind one of the three
     * @param flaws where {@link Part#wrong} puts what it is told, if anywhere; copied once all is read
     */
    public static TierPolicy read(Kind kind, String name, Part spec, @Nullable Instant changed, List<String> flaws) {
        return new TierPolicySpec(kind, spec).read(name, changed, flaws);
    }

    private TierPolicy read(String name, @Nullable Instant changed, List<String> flaws) {
        fields();
        Tier tier = tier();
        int priority = kind == Kind.BASELINE_ADMIN_NETWORK_POLICY ? 0 : priority();
        Part subject = spec.get("subject");
        List<PolicyPeer.Pods> subjects = new ArrayList<>();
        TierPeerSpec.pods(subject, subjects);
        if (subjects.size() != 1) {
            subject.wrong(TierPeerSpec.EXACTLY_ONE + "namespaces or pods");
            sound = false;
        }
        List<Rule> ingress = rules("ingress", "from");
        List<Rule> egress = rules("egress", "to");
        LabelSelector namespaces = sound ? subjects.get(0).namespaces() : null;
        return new TierPolicy(
                kind,
                name,
                tier,
                priority,
                namespaces == null ? SelectorSpec.NOTHING : namespaces,
                sound ? subjects.get(0).pods() : null,
                ingress,
                egress,
                changed,
                flaws);
    }

    private void fields() {
        switch (kind) {
            case CLUSTER_NETWORK_POLICY -> spec.only("tier", "priority", "subject", "ingress", "egress");
            case ADMIN_NETWORK_POLICY -> spec.only("priority", "subject", "ingress", "egress");
            default -> spec.only("subject", "ingress", "egress");
        }
    }

    private Tier tier() {
        if (kind != Kind.CLUSTER_NETWORK_POLICY) {
            return kind == Kind.ADMIN_NETWORK_POLICY ? Tier.ADMIN : Tier.BASELINE;
        }
        String word = spec.get("tier").oneOf("Admin", "Baseline");
        if (!spec.get("tier").present()) {
            spec.wrong("tier is missing: write Admin or Baseline");
        }
        sound &= word != null;
        return "Baseline".equals(word) ? Tier.BASELINE : Tier.ADMIN;
    }

    private int priority() {
        Integer priority = spec.get("priority").number(0, PRIORITY_MOST);
        if (!spec.get("priority").present()) {
            spec.wrong("priority is missing: write a number from 0 to " + PRIORITY_MOST);
        }
        sound &= priority != null;
        return priority == null ? PRIORITY_MOST : priority;
    }

    private List<Rule> rules(String direction, String peersField) {
        List<Rule> rules = new ArrayList<>();
        for (Part item : spec.get(direction).items()) {
            Rule rule = rule(item, peersField);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /**
     * A rule with a peer of a form that is not known is closed: it accepts nothing, or denies all
     * (ClusterNetworkPolicyIngressPeer, "fail closed").
     */
    private @Nullable Rule rule(Part part, String peersField) {
        String portsField = kind == Kind.CLUSTER_NETWORK_POLICY ? "protocols" : "ports";
        part.only("name", "action", peersField, portsField);
        String text = part.get("name").text();
        String name = text == null ? "" : text;
        Action action = action(part);
        List<PolicyPeer> peers = new ArrayList<>();
        boolean known = true;
        for (Part item : part.get(peersField).items()) {
            known &= TierPeerSpec.read(item, peersField.equals("to"), peers);
        }
        if (peers.isEmpty() && known) {
            part.wrong(peersField + " is missing: write at least one peer");
            known = false;
        }
        List<PolicyPort> ports = TierPortSpec.read(part.get(portsField), kind == Kind.CLUSTER_NETWORK_POLICY);
        if (named(ports) && !peers.stream().allMatch(PolicyPeer.Pods.class::isInstance)) {
            part.get(portsField)
                    .wrong(
                            "a named port is one of a container: write another rule for networks, nodes and domainNames");
        }
        if (action == null || !known && action == Action.ACCEPT) {
            return null;
        }
        return known ? new Rule(name, action, List.copyOf(peers), ports) : everything(name);
    }

    private static boolean named(@Nullable List<PolicyPort> ports) {
        return ports != null && ports.stream().anyMatch(port -> port.name() != null);
    }

    private static Rule everything(String name) {
        return new Rule(
                name,
                Action.DENY,
                List.of(
                        new PolicyPeer.Pods(LabelSelector.EVERYTHING, null),
                        new PolicyPeer.Block(IpPrefix.ALL_V4, List.of()),
                        new PolicyPeer.Block(IpPrefix.ALL_V6, List.of())),
                null);
    }

    private @Nullable Action action(Part rule) {
        Part part = rule.get("action");
        String accept = kind == Kind.CLUSTER_NETWORK_POLICY ? "Accept" : "Allow";
        String word = kind == Kind.BASELINE_ADMIN_NETWORK_POLICY
                ? part.oneOf(accept, "Deny")
                : part.oneOf(accept, "Deny", "Pass");
        if (!part.present()) {
            rule.wrong("action is missing: write " + accept + " or Deny");
        }
        if (word == null) {
            return null;
        }
        return word.equals("Deny") ? Action.DENY : word.equals("Pass") ? Action.PASS : Action.ACCEPT;
    }
}
