package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.source.ClusterScope;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies as an API server has stored them: what cannot be read of one matches nothing, and the rest holds. */
final class PolicyShapeTest {

    private static @Nullable ClusterObject read(Kind kind, String spec) {
        String text = "{'metadata':{'name':'p','namespace':'" + (kind == Kind.NETWORK_POLICY ? "prod" : "")
                + "'},'spec':" + spec + "}";
        ObjectReader reader = Scopes.reader(kind, new ClusterScope(Set.of(kind), null, null, true, true));
        byte[] octets = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(octets))) {
            assertThat(json.next()).isTrue();
            reader.read(json);
            return reader.build(json);
        }
    }

    private static NetworkPolicy networkPolicy(String spec) {
        ClusterObject policy = read(Kind.NETWORK_POLICY, spec);
        assertThat(policy).isInstanceOf(NetworkPolicy.class);
        return (NetworkPolicy) policy;
    }

    private static TierPolicy tierPolicy(Kind kind, String spec) {
        ClusterObject policy = read(kind, spec);
        assertThat(policy).isInstanceOf(TierPolicy.class);
        return (TierPolicy) policy;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'ipBlock':{'cidr':'10.0.0.0/33'}}                              | .ipBlock.cidr: found "10.0.0.0/33"
            {'ipBlock':{'cidr':'10.0.0.0/8','except':['11.0.0.0/9']}}       | .ipBlock.except[0]: found 11.0.0.0/9
            {'ipBlock':{'cidr':'10.0.0.0/8','except':['x']}}                | .ipBlock.except[0]: found "x"
            {'ipBlock':{'cidr':7}}                                          | .ipBlock.cidr: is no string
            {'ipBlock':'10.0.0.0/8'}                                        | .ipBlock: is no object
            {'ipBlock':{'cidr':'10.0.0.0/8'},'podSelector':{}}              | : ipBlock stands beside a selector
            {}                                                              | : a peer says who it is
            {'newerSelector':{}}                                            | : a peer says who it is
            """)
    void aPeerWithAFlawMatchesNothing(String peer, String flaw) {
        NetworkPolicy policy = networkPolicy("{'ingress':[{'from':[" + peer + ",{'podSelector':{}}]}]}");

        assertThat(policy.flaws()).first().asString().startsWith("spec.ingress[0].from[0]" + flaw);
        List<PolicyPeer> peers = policy.ingress().get(0).peers();
        assertThat(peers).hasSize(2);
        assertThat(peers.get(0))
                .isInstanceOfSatisfying(
                        PolicyPeer.Unmatched.class,
                        unmatched -> assertThat(unmatched.matchesNothing()).isTrue());
        assertThat(peers.get(1)).isEqualTo(new PolicyPeer.Pods(null, LabelSelector.EVERYTHING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'port':80,'endPort':79}            | .endPort: found 79, less than port, 80
            {'port':'web','endPort':79}         | .endPort: stands beside a named port
            {'port':0}                          | .port: found "0": a number from 1 to 65535 belongs here
            {'port':8.5}                        | .port: found "8.5"
            {'port':'not_a_name'}               | .port: found "not_a_name"
            {'protocol':'ICMP'}                 | .protocol: found "ICMP": write TCP, UDP or SCTP
            {'protocol':7}                      | .protocol: is no string
            """)
    void aPortWithAFlawMatchesNothing(String port, String flaw) {
        NetworkPolicy policy =
                networkPolicy("{'ingress':[{'ports':[" + port + "]},{'ports':[" + port + ",{'port':1}]}]}");

        assertThat(policy.flaws()).first().asString().startsWith("spec.ingress[0].ports[0]" + flaw);
        assertThat(policy.ingress().get(0).ports()).isEmpty();
        assertThat(policy.ingress().get(1).ports()).containsExactly(PolicyPort.of("tcp", 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'key':'app','operator':'In'}                       | .values: In compares with values
            {'key':'app','operator':'Equals','values':['a']}    | .operator: found "Equals"
            {'key':'a b','operator':'Exists'}                   | .key: found "a b"
            {'operator':'DoesNotExist'}                         | : key is missing
            """)
    void aRequirementWithAFlawIsMetByNothing(String requirement, String flaw) {
        NetworkPolicy policy = networkPolicy("{'podSelector':{'matchExpressions':[" + requirement + "]}}");

        assertThat(policy.flaws()).first().asString().startsWith("spec.podSelector.matchExpressions[0]" + flaw);
        assertThat(policy.pods().matches(Map.of())).isFalse();
        assertThat(policy.pods().matches(Map.of("app", "a"))).isFalse();
    }

    @Test
    void aPolicyOfAnUnknownTypeIsolatesForThoseThatAreKnown() {
        NetworkPolicy policy = networkPolicy("{'policyTypes':['Sideways','Egress']}");

        assertThat(policy.isolatesIngress()).isFalse();
        assertThat(policy.isolatesEgress()).isTrue();
        assertThat(policy.flaws()).containsExactly("spec.policyTypes[0]: found \"Sideways\": write Ingress or Egress");
    }

    @Test
    void fieldsOfANewerApiServerAreNoFlaw() {
        assertThat(networkPolicy("{'podSelector':{},'newer':{'a':[1,2.5,null,true]},'ingress':null}")
                        .flaws())
                .isEmpty();
    }

    @Test
    void flawsAreBounded() {
        String ports = "{'port':0},".repeat(100) + "{'port':1}";

        assertThat(networkPolicy("{'ingress':[{'ports':[" + ports + "]}]}").flaws())
                .hasSize(20);
    }

    @Test
    void whatIsNestedDeeperThanAnyPolicyIsADefect() {
        assertThat(read(Kind.NETWORK_POLICY, "{'x':".repeat(200) + "1" + "}".repeat(200)))
                .isNull();
    }

    @Test
    void aRuleWithAPeerOfAnUnknownFormIsClosed() {
        TierPolicy policy = tierPolicy(
                Kind.CLUSTER_NETWORK_POLICY,
                "{'tier':'Admin','priority':1,'subject':{'namespaces':{}},'ingress':["
                        + "{'name':'a','action':'Accept','from':[{'newer':{}},{'namespaces':{}}]},"
                        + "{'name':'b','action':'Deny','from':[{'newer':{}}],'protocols':[{'tcp':{'destinationPort':{'number':1}}}]},"
                        + "{'name':'c','action':'Pass','from':[{'newer':{}}]}]}");

        assertThat(policy.ingress()).extracting(TierPolicy.Rule::name).containsExactly("b", "c");
        assertThat(policy.ingress()).extracting(TierPolicy.Rule::action).containsOnly(TierPolicy.Action.DENY);
        assertThat(policy.ingress()).allSatisfy(rule -> {
            assertThat(rule.ports()).isNull();
            assertThat(rule.peers()).contains(new PolicyPeer.Pods(LabelSelector.EVERYTHING, null));
        });
        assertThat(policy.flaws()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'priority':1,'subject':{'namespaces':{}}}                      | spec: tier is missing
            {'tier':'Later','priority':1,'subject':{'namespaces':{}}}       | spec.tier: found "Later"
            {'tier':'Admin','priority':-1,'subject':{'namespaces':{}}}      | spec.priority: found "-1"
            {'tier':'Admin','priority':1,'subject':{'newer':{}}}            | spec.subject: write exactly one of
            {'tier':'Admin','priority':1}                                   | spec.subject: write exactly one of
            """)
    void aTierPolicyWithoutItsPlaceOrSubjectIsAboutNobody(String spec, String flaw) {
        TierPolicy policy = tierPolicy(Kind.CLUSTER_NETWORK_POLICY, spec);

        assertThat(policy.flaws()).first().asString().startsWith(flaw);
        assertThat(policy.subjectNamespaces().matches(Map.of("team", "a"))).isFalse();
    }

    @Test
    void aBaselineAdminNetworkPolicyIsOfTheBaseline() {
        TierPolicy policy = tierPolicy(
                Kind.BASELINE_ADMIN_NETWORK_POLICY,
                "{'subject':{'namespaces':{}},'egress':[{'action':'Deny','to':[{'networks':['0.0.0.0/0']}],"
                        + "'ports':[{'portNumber':{'protocol':'UDP','port':53}}]}]}");

        assertThat(policy.tier()).isEqualTo(TierPolicy.Tier.BASELINE);
        assertThat(policy.flaws()).isEmpty();
        assertThat(policy.egress().get(0).ports()).containsExactly(PolicyPort.of("udp", 53));
    }
}
