package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.source.ClusterScope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What policies in manifests mean. */
final class PolicyReaderTest {

    private final RecordedSink sink = new RecordedSink();

    private void read(String yaml) {
        try (ManifestSource source = ManifestSource.networkOfText("test.yaml", yaml)) {
            source.start(ClusterScope.ofNetwork(), sink);
        }
    }

    @Test
    void aNetworkPolicyIsReadWhole() {
        read("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: web, namespace: prod}
                spec:
                  podSelector:
                    matchLabels: {app: web}
                    matchExpressions:
                    - {key: tier, operator: In, values: [a, b]}
                    - {key: old, operator: DoesNotExist}
                  policyTypes: [Ingress, Egress]
                  ingress:
                  - from:
                    - podSelector: {matchLabels: {app: client}}
                      namespaceSelector: {}
                    - namespaceSelector: {matchLabels: {team: a}}
                    - podSelector: {}
                    - ipBlock: {cidr: 10.1.2.3/8, except: [10.0.0.0/16]}
                    ports: [{port: 80}, {port: http, protocol: UDP}, {port: 30000, endPort: 32767}, {protocol: SCTP}]
                  - {}
                """);

        NetworkPolicy policy = (NetworkPolicy) sink.object(Kind.NETWORK_POLICY, "prod", "web");
        assertThat(policy.pods()).hasToString("app=web,tier in (a,b),!old");
        assertThat(policy.isolatesIngress()).isTrue();
        assertThat(policy.isolatesEgress()).isTrue();
        assertThat(policy.egress()).isEmpty();
        assertThat(policy.changed()).isNull();
        assertThat(policy.flaws()).isEmpty();
        assertThat(policy.ingress())
                .containsExactly(
                        new NetworkPolicy.Rule(
                                List.of(
                                        pods(LabelSelector.EVERYTHING, labelled("app", "client")),
                                        new PolicyPeer.Pods(labelled("team", "a"), null),
                                        new PolicyPeer.Pods(null, LabelSelector.EVERYTHING),
                                        new PolicyPeer.Block(prefix("10.0.0.0/8"), List.of(prefix("10.0.0.0/16")))),
                                List.of(
                                        PolicyPort.of("tcp", 80),
                                        PolicyPort.named("udp", "http"),
                                        new PolicyPort("tcp", 30000, 32767, null),
                                        PolicyPort.any("sctp"))),
                        new NetworkPolicy.Rule(null, null));
    }

    @Test
    void withoutPolicyTypesItIsolatesForIngressAndForEgressIfItHasRulesForThat() {
        String yaml = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: prod}\n";

        assertThat(isolates(yaml)).containsExactly(true, false);
        assertThat(isolates(yaml + "spec: {egress: []}")).containsExactly(true, false);
        assertThat(isolates(yaml + "spec: {egress: [{}]}")).containsExactly(true, true);
        assertThat(isolates(yaml + "spec: {policyTypes: [Egress]}")).containsExactly(false, true);
        assertThat(isolates(yaml + "spec: {policyTypes: [Ingress], egress: [{}]}"))
                .containsExactly(true, false);
    }

    private List<Boolean> isolates(String yaml) {
        read(yaml);
        NetworkPolicy policy = (NetworkPolicy) sink.object(Kind.NETWORK_POLICY, "prod", "p");
        return List.of(policy.isolatesIngress(), policy.isolatesEgress());
    }

    @Test
    void anAdminNetworkPolicyIsReadWhole() {
        read("""
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: a}
                spec:
                  priority: 7
                  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}
                  ingress:
                  - name: from-a
                    action: Allow
                    from: [{namespaces: {matchLabels: {team: a}}}]
                    ports:
                    - portNumber: {port: 80}
                    - portRange: {protocol: UDP, start: 1, end: 9}
                    - namedPort: http
                  egress:
                  - action: Pass
                    to:
                    - networks: [10.0.0.0/8, "fd00::/8"]
                    - nodes: {matchExpressions: [{key: role, operator: Exists}]}
                    - domainNames: ["*.example.com", example.org]
                """);

        TierPolicy policy = (TierPolicy) sink.object(Kind.ADMIN_NETWORK_POLICY, "", "a");
        assertThat(policy.tier()).isEqualTo(TierPolicy.Tier.ADMIN);
        assertThat(policy.priority()).isEqualTo(7);
        assertThat(policy.subjectNamespaces().everything()).isTrue();
        assertThat(policy.subjectPods()).isEqualTo(labelled("app", "web"));
        assertThat(policy.ingress())
                .containsExactly(new TierPolicy.Rule(
                        "from-a",
                        TierPolicy.Action.ACCEPT,
                        List.of(new PolicyPeer.Pods(labelled("team", "a"), null)),
                        List.of(
                                PolicyPort.of("tcp", 80),
                                new PolicyPort("udp", 1, 9, null),
                                PolicyPort.named(null, "http"))));
        assertThat(policy.egress())
                .containsExactly(new TierPolicy.Rule(
                        "",
                        TierPolicy.Action.PASS,
                        List.of(
                                new PolicyPeer.Block(prefix("10.0.0.0/8"), List.of()),
                                new PolicyPeer.Block(prefix("fd00::/8"), List.of()),
                                new PolicyPeer.Nodes(
                                        new LabelSelector(List.of(new LabelSelector.Requirement.Exists("role")))),
                                new PolicyPeer.Unmatched("the domain names *.example.com, example.org", false)),
                        null));
    }

    @Test
    void aClusterNetworkPolicyIsReadWhole() {
        read("""
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: a}
                spec:
                  tier: Baseline
                  priority: 0
                  subject: {namespaces: {matchLabels: {team: a}}}
                  ingress:
                  - action: Deny
                    from: [{pods: {namespaceSelector: {}, podSelector: {}}}]
                    protocols:
                    - tcp: {destinationPort: {number: 80}}
                    - udp: {destinationPort: {range: {start: 1, end: 9}}}
                    - destinationNamedPort: http
                """);

        TierPolicy policy = (TierPolicy) sink.object(Kind.CLUSTER_NETWORK_POLICY, "", "a");
        assertThat(policy.tier()).isEqualTo(TierPolicy.Tier.BASELINE);
        assertThat(policy.subjectNamespaces()).isEqualTo(labelled("team", "a"));
        assertThat(policy.subjectPods()).isNull();
        assertThat(policy.ingress())
                .containsExactly(new TierPolicy.Rule(
                        "",
                        TierPolicy.Action.DENY,
                        List.of(pods(LabelSelector.EVERYTHING, LabelSelector.EVERYTHING)),
                        List.of(
                                PolicyPort.of("tcp", 80),
                                new PolicyPort("udp", 1, 9, null),
                                PolicyPort.named(null, "http"))));
    }

    @Test
    void policiesOfOtherEnginesAreNoticed() {
        read(other("cilium.io/v2", "CiliumNetworkPolicy")
                + other("cilium.io/v2", "CiliumClusterwideNetworkPolicy")
                + other("crd.projectcalico.org/v1", "NetworkPolicy")
                + other("projectcalico.org/v3", "GlobalNetworkPolicy")
                + other("security.istio.io/v1", "AuthorizationPolicy"));

        assertThat(Kind.otherEngines().stream().flatMap(kind -> sink.keys(kind).stream()))
                .containsExactly(
                        "CiliumNetworkPolicy prod/p",
                        "CiliumClusterwideNetworkPolicy p",
                        "NetworkPolicy.crd.projectcalico.org prod/p",
                        "GlobalNetworkPolicy p",
                        "AuthorizationPolicy prod/p");
        assertThat(sink.object(Kind.CALICO_NETWORK_POLICY, "prod", "p"))
                .isEqualTo(new OtherPolicy(Kind.CALICO_NETWORK_POLICY, "prod", "p"));
    }

    private static String other(String version, String kind) {
        return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: p, namespace: prod}\n";
    }

    private static LabelSelector labelled(String... pairs) {
        List<String> all = Arrays.asList(pairs);
        return LabelSelector.of(Map.of(all.get(0), all.get(1)));
    }

    private static PolicyPeer.Pods pods(LabelSelector namespaces, LabelSelector pods) {
        return new PolicyPeer.Pods(namespaces, pods);
    }

    private static IpPrefix prefix(String text) {
        return Objects.requireNonNull(IpPrefix.parse(text));
    }
}
