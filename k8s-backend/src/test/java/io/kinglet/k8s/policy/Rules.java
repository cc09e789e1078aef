package io.kinglet.k8s.policy;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** NetworkPolicies in few words: {@code Rules.of("shop/db", "app=db").ingress(from, ports)}. */
record Rules(
        String namespace,
        String name,
        LabelSelector pods,
        boolean ingress,
        boolean egress,
        List<NetworkPolicy.Rule> in,
        List<NetworkPolicy.Rule> out,
        @Nullable Instant changed) {

    static final @Nullable List<PolicyPeer> ANYONE = null;
    static final @Nullable List<PolicyPort> EVERY_PORT = null;

    /** Selects these Pods, and isolates in no direction. */
    static Rules of(String path, String pods) {
        String[] words = path.split("/");
        return new Rules(words[0], words[1], Town.selector(pods), false, false, List.of(), List.of(), null);
    }

    Rules isolateIngress() {
        return new Rules(namespace, name, pods, true, egress, in, out, changed);
    }

    Rules isolateEgress() {
        return new Rules(namespace, name, pods, ingress, true, in, out, changed);
    }

    Rules changed(Instant when) {
        return new Rules(namespace, name, pods, ingress, egress, in, out, when);
    }

    Rules ingress(@Nullable List<PolicyPeer> from, @Nullable List<PolicyPort> ports) {
        return new Rules(namespace, name, pods, true, egress, and(in, from, ports), out, changed);
    }

    Rules egress(@Nullable List<PolicyPeer> to, @Nullable List<PolicyPort> ports) {
        return new Rules(namespace, name, pods, ingress, true, in, and(out, to, ports), changed);
    }

    private static List<NetworkPolicy.Rule> and(
            List<NetworkPolicy.Rule> rules, @Nullable List<PolicyPeer> peers, @Nullable List<PolicyPort> ports) {
        return Stream.concat(rules.stream(), Stream.of(new NetworkPolicy.Rule(peers, ports)))
                .toList();
    }

    NetworkPolicy policy() {
        return flawed();
    }

    NetworkPolicy flawed(String... flaws) {
        return new NetworkPolicy(namespace, name, pods, ingress, egress, in, out, changed, List.of(flaws));
    }

    /** Pods of the policy's own namespace. */
    static PolicyPeer pods(String labels) {
        return new PolicyPeer.Pods(null, Town.selector(labels));
    }

    static PolicyPeer podsIn(String namespaces, String labels) {
        return new PolicyPeer.Pods(Town.selector(namespaces), Town.selector(labels));
    }

    static PolicyPeer namespaces(String labels) {
        return new PolicyPeer.Pods(Town.selector(labels), null);
    }

    static PolicyPeer block(String cidr, String... except) {
        return new PolicyPeer.Block(
                prefix(cidr), Arrays.stream(except).map(Rules::prefix).toList());
    }

    private static IpPrefix prefix(String text) {
        return Objects.requireNonNull(IpPrefix.parse(text), text);
    }

    static List<PolicyPort> tcp(int... ports) {
        return Arrays.stream(ports).mapToObj(port -> PolicyPort.of("tcp", port)).toList();
    }
}
