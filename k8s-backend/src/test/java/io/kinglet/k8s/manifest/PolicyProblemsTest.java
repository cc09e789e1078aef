package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every complaint about a policy in a manifest; {@code ^} stands before its place. */
final class PolicyProblemsTest {

    private static final String HEAD = "metadata: {name: it}\nspec: ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {ingress: [{from: [{ipBlock: {cidr: ^10.0.0.0}}]}]} | spec.ingress[0].from[0].ipBlock.cidr: found "10.0.0.0": write a range such as 10.0.0.0/8 or fd00::/8
            {ingress: [{from: [{ipBlock: {cidr: ^10.0.0.0/33}}]}]} | spec.ingress[0].from[0].ipBlock.cidr: found "10.0.0.0/33": write a range
            {ingress: [{from: [{ipBlock: ^{except: [10.0.0.0/8]}}]}]} | spec.ingress[0].from[0].ipBlock: cidr is missing
            {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [^11.0.0.0/9]}}]}]} | spec.ingress[0].from[0].ipBlock.except[0]: found 11.0.0.0/9, which is no part of 10.0.0.0/8
            {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [^10.0.0.0/8]}}]}]} | spec.ingress[0].from[0].ipBlock.except[0]: found 10.0.0.0/8, which is no part of 10.0.0.0/8
            {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [^"fd00::/9"]}}]}]} | spec.ingress[0].from[0].ipBlock.except[0]: found fd00::/9, which is no part of 10.0.0.0/8
            {ingress: [{from: [^{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]} | spec.ingress[0].from[0]: ipBlock stands beside a selector
            {ingress: [{from: [^{}]}]} | spec.ingress[0].from[0]: a peer says who it is
            {ingress: [{from: [{^podSelecter: {}}]}]} | spec.ingress[0].from[0]: found podSelecter, which is no field here: write podSelector, namespaceSelector or ipBlock
            {ingress: [{^to: [{podSelector: {}}]}]} | spec.ingress[0]: found to, which is no field here: write from or ports
            {^ingres: []} | spec: found ingres, which is no field here: write podSelector, policyTypes, ingress or egress
            {ingress: [{ports: [{port: 80, endPort: ^79}]}]} | spec.ingress[0].ports[0].endPort: found 79, less than port, 80
            {ingress: [{ports: [{port: web, endPort: ^90}]}]} | spec.ingress[0].ports[0].endPort: stands beside a named port
            {ingress: [{ports: [{endPort: ^90}]}]} | spec.ingress[0].ports[0].endPort: stands without port
            {ingress: [{ports: [{port: ^0}]}]} | spec.ingress[0].ports[0].port: found the number 0: write a number from 1 to 65535
            {ingress: [{ports: [{port: ^"80"}]}]} | spec.ingress[0].ports[0].port: found "80": write a number without quotes
            {ingress: [{ports: [{port: 80, protocol: ^tcp}]}]} | spec.ingress[0].ports[0].protocol: found "tcp": write TCP, UDP or SCTP
            {policyTypes: [^ingress]} | spec.policyTypes[0]: found "ingress": write Ingress or Egress
            {podSelector: {matchLabels: {app: ^-a}}} | spec.podSelector.matchLabels.app: found "-a": write at most 63 letters
            {podSelector: {matchLabels: ^{a b: c}}} | spec.podSelector.matchLabels: found "a b": write at most 63 letters
            {podSelector: {^app: web}} | spec.podSelector: found app, which is no field here: write matchLabels or matchExpressions
            {podSelector: {matchExpressions: [{key: app, operator: ^in, values: [a]}]}} | spec.podSelector.matchExpressions[0].operator: found "in": write In, NotIn, Exists or DoesNotExist
            {podSelector: {matchExpressions: [^{key: app, operator: In}]}} | spec.podSelector.matchExpressions[0].values: In compares with values
            {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: ^[]}]}} | spec.podSelector.matchExpressions[0].values: NotIn compares with values
            {podSelector: {matchExpressions: [{key: app, operator: Exists, values: ^[a]}]}} | spec.podSelector.matchExpressions[0].values: Exists takes no values
            {podSelector: {matchExpressions: [^{operator: Exists}]}} | spec.podSelector.matchExpressions[0]: key is missing
            {podSelector: {matchExpressions: [^{key: app}]}} | spec.podSelector.matchExpressions[0]: operator is missing
            {podSelector: ^[web]} | spec.podSelector: found a list, a mapping of fields belongs here
            {ingress: ^{from: []}} | spec.ingress: found a mapping, a list belongs here
            """)
    void aNetworkPolicyThatTheApiServerRefusesIsAnErrorWithItsPlace(String marked, String message) {
        String spec = marked.replace("^", "");
        List<ManifestProblem> problems =
                problems("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n" + HEAD + spec);

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.message()).startsWith(message);
            assertThat(problem.at().line()).isEqualTo(4);
            assertThat(problem.at().column()).isEqualTo("spec: ".length() + marked.indexOf('^') + 1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ClusterNetworkPolicy | {priority: 1, subject: {namespaces: {}}}                | spec: tier is missing
            ClusterNetworkPolicy | {tier: admin, priority: 1, subject: {namespaces: {}}}   | spec.tier: found "admin": write Admin or Baseline
            ClusterNetworkPolicy | {tier: Admin, subject: {namespaces: {}}}                | spec: priority is missing
            ClusterNetworkPolicy | {tier: Admin, priority: 1001, subject: {namespaces: {}}} | spec.priority: found the number 1001: write a number from 0 to 1000
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {}}                 | spec.subject: write exactly one of namespaces or pods
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}, pods: {}}} | spec.subject: write exactly one of namespaces or pods
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]} | spec.ingress[0].action: found "Allow": write Accept, Deny or Pass
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{from: [{namespaces: {}}]}]} | spec.ingress[0]: action is missing
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny}]} | spec.ingress[0]: from is missing
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]} | spec.ingress[0].from[0]: write exactly one of namespaces or pods
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.0.0.1/8]}]}]} | spec.egress[0].to[0].networks[0]: found "10.0.0.1/8", which has bits behind its prefix: write 10.0.0.0/8
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], protocols: [{}]}]} | spec.egress[0].protocols[0]: is empty: write exactly one of tcp, udp, sctp or destinationNamedPort
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], protocols: [{tcp: {}}]}]} | spec.egress[0].protocols[0].tcp: is empty: write exactly one of destinationPort
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], protocols: [{tcp: {destinationPort: {number: 1, range: {start: 1, end: 2}}}}]}]} | spec.egress[0].protocols[0].tcp.destinationPort: write exactly one of number or range
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], protocols: [{tcp: {destinationPort: {range: {start: 2, end: 2}}}}]}]} | spec.egress[0].protocols[0].tcp.destinationPort.range.end: found 2, not more than start, 2
            ClusterNetworkPolicy | {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], ports: []}]} | spec.egress[0]: found ports, which is no field here: write name, action, to or protocols
            AdminNetworkPolicy   | {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: http}]}]} | spec.egress[0].ports: a named port is one of a container
            AdminNetworkPolicy   | {priority: 1, subject: {namespaces: {}}, egress: [{action: Accept, to: [{pods: {}}]}]} | spec.egress[0].action: found "Accept": write Allow, Deny or Pass
            AdminNetworkPolicy   | {tier: Admin, priority: 1, subject: {namespaces: {}}}   | spec: found tier, which is no field here
            AdminNetworkPolicy   | {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{pods: {}}], ports: [{portNumber: {protocol: TCP}}]}]} | spec.egress[0].ports[0].portNumber: port is missing
            BaselineAdminNetworkPolicy | {subject: {namespaces: {}}, egress: [{action: Pass, to: [{pods: {}}]}]} | spec.egress[0].action: found "Pass": write Allow or Deny
            BaselineAdminNetworkPolicy | {subject: {namespaces: {}}}                       | metadata.name: found "it": the only one there may be is called default
            """)
    void aTierPolicyThatTheApiServerRefusesIsAnError(String kind, String spec, String message) {
        String yaml = "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: " + kind + "\n" + HEAD + spec;

        assertThat(problems(yaml)).extracting(ManifestProblem::message).anyMatch(found -> found.startsWith(message));
    }

    @Test
    void aSlipInTheNameOfAKindIsAnError() {
        assertThat(problems("apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: {name: a}"))
                .extracting(ManifestProblem::message)
                .containsExactly("kind: found NetworkPolicy of extensions/v1beta1: write kind: NetworkPolicy and"
                        + " apiVersion: networking.k8s.io/v1");
    }

    @Test
    void whatIsOpenedForDnsAlonePassesPoliciesOver() {
        String wrong = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n" + HEAD + "{ingres: []}";
        RecordedSink sink = new RecordedSink();
        try (ManifestSource source = ManifestSource.ofText("test.yaml", wrong)) {
            source.start(ClusterScope.of(Kind.values()), sink);

            assertThat(sink.keys(Kind.NETWORK_POLICY)).isEmpty();
        }
    }

    @Test
    void whatIsOpenedForDnsAloneCannotBeAskedForTheNetwork() {
        try (ManifestSource source = ManifestSource.ofText("test.yaml", "")) {
            assertThatThrownBy(() -> source.start(ClusterScope.ofNetwork(), new RecordedSink()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("openNetwork");
        }
        assertThatThrownBy(() -> new InMemoryCluster().start(ClusterScope.ofNetwork(), new RecordedSink()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ofNetwork");
    }

    private static List<ManifestProblem> problems(String yaml) {
        ManifestException e =
                catchThrowableOfType(ManifestException.class, () -> ManifestSource.networkOfText("it.yaml", yaml));
        assertThat(e).as("an exception for " + yaml).isNotNull();
        return e.problems();
    }
}
