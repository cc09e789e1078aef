package io.kinglet.k8s.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Town;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.PolicyPeer;
import io.kinglet.k8s.model.PolicyPort;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.Reason.Code;
import io.kinglet.k8s.policy.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyEngineTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Town town = new Town()
            .namespace("shop", "team=a")
            .namespace("web", "team=b")
            .podOn("n1", "shop/db", "10.0.0.1", "app=db,pod-template-hash=77", "sql/TCP/5432", "sql/UDP/5433")
            .podOn("n1", "web/front", "10.0.0.2", "app=front")
            .podOn("n2", "web/other", "10.0.0.3", "app=other")
            .hostPod("n2", "web/host", "192.168.0.2", "app=front");
    private PolicySettings settings = PolicySettings.assumed();

    @Test
    void withoutPoliciesEverythingIsAllowed() {
        Verdict verdict = judge("web/front", "shop/db", "TCP/5432");
        assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(verdict.reasons())
                .extracting(Reason::text)
                .containsExactly("no policy limits what web/front may reach", "no policy limits who may reach shop/db");
    }

    @Test
    void isolationDeniesWhatNoRuleAllows() {
        town.with(Rules.of("shop/db", "app=db")
                .ingress(List.of(Rules.podsIn("team=b", "app=front")), Rules.tcp(5432))
                .policy());
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.ALLOWED);
        assertThat(outcome("web/front", "shop/db", "UDP/5432")).isEqualTo(Outcome.DENIED);
        Verdict denied = judge("web/other", "shop/db", "TCP/5432");
        assertThat(denied.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(denied.reasons().get(0).text())
                .isEqualTo(
                        "NetworkPolicy shop/db isolates shop/db for ingress and its only ingress rule does not allow TCP 5432"
                                + " from web/other: rule 1 has the port and is about traffic from Pods with app=front of namespaces"
                                + " with team=b");
    }

    @Test
    void openingIsTheSmallestPolicyThatHelps() {
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        Opening opening = judge("web/front", "shop/db", "TCP/5432").opening();
        assertThat(opening).isNotNull();
        assertThat(opening.steps()).singleElement().satisfies(step -> {
            assertThat(step.where())
                    .isEqualTo("as a policy of its own; or add its rule under spec.ingress of NetworkPolicy shop/db");
            assertThat(step.yaml()).isEqualTo("""
                            apiVersion: networking.k8s.io/v1
                            kind: NetworkPolicy
                            metadata:
                              name: allow-from-front-tcp-5432
                              namespace: shop
                            spec:
                              podSelector:
                                matchLabels:
                                  app: db
                              policyTypes:
                                - Ingress
                              ingress:
                                - from:
                                    - namespaceSelector:
                                        matchLabels:
                                          kubernetes.io/metadata.name: web
                                      podSelector:
                                        matchLabels:
                                          app: front
                                  ports:
                                    - protocol: TCP
                                      port: 5432
                            """);
        });
    }

    @Test
    void aPodReachesItselfWhateverPoliciesSay() {
        town.with(Rules.of("shop/db", "").isolateIngress().isolateEgress().policy());
        Verdict verdict = judge("shop/db", "shop/db", "TCP/5432");
        assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(verdict.reasons().get(0).code()).isEqualTo(Code.SAME_POD);
        assertThat(verdict.reasons().get(0).text()).contains("share localhost");
    }

    @Test
    void nodeOfThePodIsAlwaysLetIn() {
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        assertThat(judge("192.168.0.1", "shop/db", "TCP/5432").reasons())
                .extracting(Reason::code)
                .contains(Code.FROM_NODE);
        assertThat(outcome("192.168.0.1", "shop/db", "TCP/5432")).isEqualTo(Outcome.ALLOWED);
        assertThat(outcome("192.168.0.2", "shop/db", "TCP/5432")).isEqualTo(Outcome.DENIED);
    }

    @Test
    void toTheOwnNodeIsUnknownWhereDenied() {
        town.with(Rules.of("shop/db", "").isolateEgress().policy());
        assertThat(judge("shop/db", "192.168.0.1", "TCP/10250").reasons().get(0).code())
                .isEqualTo(Code.TO_NODE);
    }

    @Test
    void selectorThatMeetsAPodInTheNetworkOfItsNodeIsUnknown() {
        town.with(Rules.of("shop/db", "")
                .ingress(List.of(Rules.namespaces("team=b")), Rules.EVERY_PORT)
                .policy());
        Verdict verdict = judge("web/host", "shop/db", "TCP/5432");
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict.reasons().get(0).code()).isEqualTo(Code.HOST_NETWORK);
    }

    @Test
    void ipBlockThatMeetsAPodInTheNetworkOfItsNodeIsUnknown() {
        town.with(Rules.of("shop/db", "")
                .ingress(List.of(Rules.block("192.168.0.0/24")), Rules.EVERY_PORT)
                .policy());
        assertThat(outcome("web/host", "shop/db", "TCP/1")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void isolatedPodInTheNetworkOfItsNodeIsUnknown() {
        town.with(Rules.of("web/shut", "app=front")
                .isolateEgress()
                .isolateIngress()
                .policy());
        assertThat(outcome("web/host", "shop/db", "TCP/5432")).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome("shop/db", "web/host", "TCP/80")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void sureDenialOfOneSideBeatsTheDoubtOfTheOther() {
        town.with(Rules.of("web/shut", "app=front").isolateEgress().policy());
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        assertThat(outcome("web/host", "shop/db", "TCP/5432")).isEqualTo(Outcome.DENIED);
    }

    @Test
    void nameOfAPortIsThatOfTheDestination() {
        town.with(Rules.of("web/out", "app=front")
                .egress(Rules.ANYONE, List.of(PolicyPort.named("tcp", "sql"), PolicyPort.named("udp", "nosuch")))
                .policy());
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.ALLOWED);
        assertThat(outcome("web/front", "shop/db", "UDP/5433")).isEqualTo(Outcome.DENIED);
        assertThat(judge("web/front", "shop/db", "TCP/5433").reasons())
                .extracting(Reason::text)
                .contains(
                        "NetworkPolicy web/out names the port UDP nosuch, which no container of shop/db has: it matches"
                                + " nothing there");
    }

    @Test
    void youngPolicyIsNotInForceYet() {
        settings = new PolicySettings(new Enforcement.Assumed(), Duration.ofSeconds(5), InstantSource.fixed(NOW));
        town.with(Rules.of("shop/db", "")
                .isolateIngress()
                .changed(NOW.minusSeconds(4))
                .policy());
        Verdict verdict = judge("web/front", "shop/db", "TCP/5432");
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict.reasons().get(0).text())
                .isEqualTo("NetworkPolicy shop/db was changed 4 s ago and may not be in force everywhere yet");
        town.with(Rules.of("shop/db", "")
                .isolateIngress()
                .changed(NOW.minusSeconds(5))
                .policy());
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.DENIED);
    }

    @Test
    void otherEnginesMakeItUnknown() {
        town.with(new OtherPolicy(Kind.CILIUM_NETWORK_POLICY, "shop", "l7"));
        assertThat(judge("web/front", "shop/db", "TCP/5432").reasons().get(0).code())
                .isEqualTo(Code.OTHER_ENGINE);
        assertThat(outcome("web/front", "web/other", "TCP/5432")).isEqualTo(Outcome.ALLOWED);
        town.with(new OtherPolicy(Kind.CALICO_GLOBAL_NETWORK_POLICY, "", "all"));
        assertThat(outcome("web/front", "web/other", "TCP/5432")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void istioOnlyDeniesMoreAndOnlyTcpThatArrives() {
        town.with(new OtherPolicy(Kind.ISTIO_AUTHORIZATION_POLICY, "shop", "authz"));
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome("web/front", "shop/db", "UDP/5432")).isEqualTo(Outcome.ALLOWED);
        assertThat(outcome("shop/db", "web/front", "TCP/80")).isEqualTo(Outcome.ALLOWED);
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.DENIED);
    }

    @Test
    void istioInItsRootNamespaceIsAboutAll() {
        town.namespace("istio-system", "")
                .with(new OtherPolicy(Kind.ISTIO_AUTHORIZATION_POLICY, "istio-system", "mesh"));
        assertThat(outcome("web/front", "shop/db", "TCP/5432")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatHasNotBeenReadMayChangeIt() {
        town.unread(Kind.NETWORK_POLICY);
        assertThat(judge("web/front", "shop/db", "TCP/5432").reasons().get(0).text())
                .isEqualTo("not all has been read yet: NetworkPolicy may change this");
    }

    @Test
    void beforePodsAreReadAnAddressMayBeThatOfOne() {
        assertThat(outcome("203.0.113.9", "203.0.113.10", "TCP/80")).isEqualTo(Outcome.ALLOWED);
        town.unread(Kind.POD);
        assertThat(outcome("203.0.113.9", "203.0.113.10", "TCP/80")).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void manyReasonsAreToldInPart() {
        for (int i = 0; i < 500; i++) {
            town.with(new OtherPolicy(Kind.CILIUM_NETWORK_POLICY, "shop", "c" + i));
            town.with(Rules.of("web/p" + i, "").isolateEgress().policy());
        }
        assertThat(judge("web/front", "shop/db", "TCP/1").reasons()).hasSizeLessThan(20);
        town.with(Rules.of("web/q", "")
                .egress(List.of(Rules.block("192.168.0.0/16")), Rules.EVERY_PORT)
                .policy());
        assertThat(judge("web/front", "web/host", "TCP/1").reasons()).hasSizeLessThan(30);
    }

    @Test
    void openingHoldsNoLabelsOfOnePodOrOneRevision() {
        town.pod(
                "shop/one-0",
                "10.0.0.9",
                "app=one,controller-revision-hash=a1,statefulset.kubernetes.io/pod-name=one-0,apps.kubernetes.io/pod-index=0");
        town.with(Rules.of("shop/shut", "").isolateIngress().policy());
        Opening opening = judge("web/front", "shop/one-0", "TCP/1").opening();
        assertThat(opening).isNotNull();
        assertThat(opening.steps().get(0).yaml())
                .contains("podSelector:\n    matchLabels:\n      app: one\n  policyTypes")
                .doesNotContain("pod-name", "a1", "pod-index");
    }

    @Test
    void enforcementDecidesWhatADenialIsWorth() {
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        assertThat(enforced(new Enforcement.By("calico"))).isEqualTo(Outcome.DENIED);
        assertThat(enforced(new Enforcement.Assumed())).isEqualTo(Outcome.DENIED);
        assertThat(enforced(new Enforcement.Unknown())).isEqualTo(Outcome.UNKNOWN);
        assertThat(enforced(new Enforcement.None())).isEqualTo(Outcome.ALLOWED);
    }

    private Outcome enforced(Enforcement enforcement) {
        settings = new PolicySettings(enforcement, Duration.ZERO, InstantSource.fixed(NOW));
        return outcome("web/front", "shop/db", "TCP/5432");
    }

    @Test
    void flawsAreToldAndTheRestHolds() {
        town.with(Rules.of("shop/db", "")
                .ingress(List.of(new PolicyPeer.Unmatched("an ipBlock that cannot be read", true)), Rules.EVERY_PORT)
                .ingress(List.of(Rules.namespaces("team=b")), Rules.tcp(80))
                .flawed("spec.ingress[0].from[0].ipBlock.cidr 10.0.0.0/33 is no CIDR"));
        assertThat(outcome("web/front", "shop/db", "TCP/80")).isEqualTo(Outcome.ALLOWED);
        assertThat(judge("web/front", "shop/db", "TCP/81").reasons())
                .extracting(Reason::text)
                .contains("NetworkPolicy shop/db: spec.ingress[0].from[0].ipBlock.cidr 10.0.0.0/33 is no CIDR");
    }

    @Test
    void translatedAddressesLeaveIpBlocksOpen() {
        town.with(Rules.of("shop/out", "")
                .egress(List.of(Rules.block("10.96.0.0/16")), Rules.EVERY_PORT)
                .policy());
        ClusterNetwork network = town.network();
        Traffic traffic = new Traffic(
                Town.end(network, "shop/db"),
                Town.end(network, "203.0.113.9"),
                "tcp",
                443,
                Cluster.ip("10.96.0.7"),
                false);
        Verdict verdict = new PolicyEngine(network, settings).judge(traffic);
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict.reasons().get(0).code()).isEqualTo(Code.REWRITTEN_ADDRESS);
    }

    @Test
    void hiddenSourceMayBeTheOwnNode() {
        town.with(Rules.of("shop/db", "").isolateIngress().policy());
        ClusterNetwork network = town.network();
        Traffic traffic =
                new Traffic(Town.end(network, "203.0.113.9"), Town.end(network, "shop/db"), "tcp", 443, null, true);
        assertThat(new PolicyEngine(network, settings).judge(traffic).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private Outcome outcome(String from, String to, String port) {
        return judge(from, to, port).outcome();
    }

    private Verdict judge(String from, String to, String port) {
        ClusterNetwork network = town.network();
        return new PolicyEngine(network, settings).judge(Town.traffic(network, from, to, port));
    }
}
