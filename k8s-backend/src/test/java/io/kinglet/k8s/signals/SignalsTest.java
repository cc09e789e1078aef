package io.kinglet.k8s.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.fixture.Question;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.policy.Enforcers;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterScope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final String TOWN = """
            apiVersion: v1
            kind: Service
            metadata: {name: kube-dns, namespace: kube-system}
            spec:
              clusterIP: 10.96.0.10
              selector: {k8s-app: kube-dns}
              ports:
                - {name: dns, port: 53, protocol: UDP, targetPort: 5353}
                - {name: dns-tcp, port: 53, protocol: TCP, targetPort: 5353}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: dns-1, namespace: kube-system, labels: {k8s-app: kube-dns}}
            spec: {containers: [{name: a, image: a}]}
            status: {podIP: 10.0.0.53}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: data}
            spec: {clusterIP: 10.96.0.7, selector: {app: db}, ports: [{name: sql, port: 5432}, {name: web, port: 80}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: db-1, namespace: data, labels: {app: db}}
            spec: {containers: [{name: a, image: a}]}
            status: {podIP: 10.0.0.7}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, labels: {app: web, pod-template-hash: one}}
            spec: {containers: [{name: a, image: a}]}
            status: {podIP: 10.0.0.1}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-2, namespace: shop, labels: {app: web, pod-template-hash: two}}
            spec: {containers: [{name: a, image: a}]}
            status: {podIP: 10.0.0.2}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: agent, namespace: shop, labels: {app: web}}
            spec: {hostNetwork: true, containers: [{name: a, image: a}]}
            status: {podIP: 10.1.0.1}
            """;

    private static final String CLOSED = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: closed, namespace: data}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """;

    private static final String NO_EGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: shut, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Egress]
              egress: [{ports: [{port: 5353, protocol: UDP}]}]
            """;

    private final InMemoryCluster cluster = InMemoryCluster.ofNetwork();
    private final NetworkWriter writer = new NetworkWriter();
    private final List<String> counted = new ArrayList<>();
    private final Map<String, byte[]> services = new HashMap<>();
    private long nanos = 1L << 40;
    private int judged;
    private boolean finding;
    private long slow;

    private final Signals signals = new Signals(
            () -> writer.published().current(),
            this::settings,
            "kube-system",
            "kube-dns",
            new SignalsObserver() {
                @Override
                public void unreachable(String namespace, String serviceNamespace, String service) {
                    counted.add(namespace + " > " + serviceNamespace + "/" + service);
                }

                @Override
                public void unknownClient() {
                    nanos += slow;
                    counted.add("unknown");
                }

                @Override
                public void sharedClient() {
                    counted.add("shared");
                }
            },
            () -> nanos);

    private PolicySettings settings(ClusterNetwork network) {
        judged++;
        PolicySettings assumed = PolicySettings.assumed();
        return finding ? new PolicySettings(Enforcers.found(network), assumed.settle(), assumed.clock()) : assumed;
    }

    @BeforeEach
    void town() throws Exception {
        cluster.applyYaml(TOWN);
    }

    private void read() {
        cluster.start(ClusterScope.ofNetwork(), writer);
    }

    @Test
    void lookupOfAServiceBehindAClosedDoorCounts() throws Exception {
        cluster.applyYaml(CLOSED);
        read();
        look("10.0.0.1", "db.data");
        look("10.0.0.1", "kube-dns.kube-system");
        assertThat(counted).containsExactly("shop > data/db");
    }

    @Test
    void oneOpenPortIsEnoughToCountNothing() throws Exception {
        cluster.applyYaml(CLOSED.replace("[Ingress]", "[Ingress], ingress: [{ports: [{port: 80}]}]"));
        read();
        look("10.0.0.1", "db.data");
        assertThat(counted).isEmpty();
    }

    @Test
    void serviceThatNobodyIsBehindIsNotAMatterOfPolicies() throws Exception {
        cluster.applyYaml(CLOSED);
        cluster.remove(Kind.POD, "data", "db-1");
        read();
        look("10.0.0.1", "db.data");
        assertThat(counted).isEmpty();
    }

    @Test
    void unknownAndSharedClientsAreCountedApartAndNeverGuessed() throws Exception {
        cluster.applyYaml(CLOSED);
        read();
        look("192.0.2.1", "db.data");
        look("10.1.0.1", "db.data");
        assertThat(counted).containsExactly("unknown", "shared");
    }

    @Test
    void pairIsCountedOnceInASpanOfTimeAndAgainInTheNext() throws Exception {
        cluster.applyYaml(CLOSED);
        read();
        look("10.0.0.1", "db.data");
        look("10.0.0.1", "db.data");
        assertThat(counted).hasSize(1);
        nanos += 1L << 35;
        look("10.0.0.1", "db.data");
        assertThat(counted).hasSize(2);
    }

    @Test
    void verdictFollowsThePolicies() throws Exception {
        read();
        look("10.0.0.1", "db.data");
        assertThat(counted).isEmpty();
        cluster.applyYaml(CLOSED);
        nanos += 1L << 35;
        look("10.0.0.1", "db.data");
        assertThat(counted).hasSize(1);
        cluster.remove(Kind.NETWORK_POLICY, "data", "closed");
        nanos += 1L << 35;
        look("10.0.0.1", "db.data");
        assertThat(counted).hasSize(1);
    }

    @Test
    void serviceThatReachesItselfIsStillUnreachableForOthersOfItsSet() throws Exception {
        cluster.applyYaml(CLOSED);
        cluster.applyYaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: db-client, namespace: data, labels: {app: db, role: client}}
                spec: {containers: [{name: a, image: a}]}
                status: {podIP: 10.0.0.8}
                """.replace("app: db, ", ""));
        read();
        look("10.0.0.7", "db.data");
        look("10.0.0.8", "db.data");
        assertThat(counted).containsExactly("data > data/db");
    }

    @Test
    void nothingIsJudgedBeforeTheClusterHasBeenRead() throws Exception {
        cluster.applyYaml(CLOSED);
        look("10.0.0.1", "db.data");
        assertThat(counted).isEmpty();
        assertThat(judged).isZero();
    }

    @Test
    void podsThatMayNotAskAreCountedByProtocol() throws Exception {
        cluster.applyYaml(NO_EGRESS);
        read();
        signals.look();
        DnsCounts counts = signals.podsWithoutDns();
        assertThat(counts.tcp()).containsEntry("shop", 2).containsEntry("data", 0);
        assertThat(counts.udp()).containsEntry("shop", 0);
        assertThat(counts.unjudged()).isZero();
    }

    @Test
    void podsAreCountedAnewOnlyWhenSomethingHasChangedAndTimeHasPassed() throws Exception {
        read();
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 0);
        cluster.applyYaml(NO_EGRESS);
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 0);
        nanos += 5_000_000_000L;
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 2);

        nanos += 5_000_000_000L;
        signals.look();
        int before = judged;
        nanos += 5_000_000_000L;
        signals.look();
        assertThat(judged).isEqualTo(before);
        cluster.remove(Kind.POD, "shop", "web-2");
        nanos += 5_000_000_000L;
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 1);
    }

    @Test
    void podsThatDoNotAskTheClusterDoNotCount() throws Exception {
        cluster.applyYaml(NO_EGRESS);
        cluster.applyYaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: own, namespace: shop, labels: {app: web}}
                spec: {dnsPolicy: Default, containers: [{name: a, image: a}]}
                status: {podIP: 10.0.0.3}
                """);
        read();
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 2);
    }

    @Test
    void podsAreCountedAnewWhenSomebodyBeginsToEnforcePolicies() throws Exception {
        finding = true;
        cluster.applyYaml(NO_EGRESS);
        cluster.applyYaml("{apiVersion: v1, kind: Namespace, metadata: {name: calico-system}}");
        read();
        signals.look();
        nanos += 5_000_000_000L;
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 0);

        cluster.applyYaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: calico-node-1, namespace: calico-system, labels: {k8s-app: calico-node}}
                spec: {hostNetwork: true, containers: [{name: a, image: a}]}
                """);
        nanos += 5_000_000_000L;
        signals.look();
        assertThat(signals.podsWithoutDns().tcp()).containsEntry("shop", 2);
    }

    @Test
    void whatDoesNotFitIsDroppedAndCounted() throws Exception {
        read();
        for (int i = 0; i < 3_000; i++) {
            note("10." + (1 + i / 60_000) + "." + i / 250 + "." + i % 250, "db.data");
        }
        assertThat(signals.lookups().dropped()).isEqualTo(3_000 - 1_024);
        // Asked again at once, what was dropped costs and counts no more.
        for (int i = 2_000; i < 3_000; i++) {
            note("10.1." + i / 250 + "." + i % 250, "db.data");
        }
        assertThat(signals.lookups().dropped()).isEqualTo(3_000 - 1_024);
        signals.look();
        assertThat(counted).hasSize(1_024);
        note("10.9.9.9", "db.data");
        signals.look();
        assertThat(counted).hasSize(1_025);
    }

    @Test
    void judgingTakesAFifthOfAPercentOfTheTime() throws Exception {
        read();
        for (int i = 0; i < 1_000; i++) {
            note("10.1." + i / 250 + "." + i % 250, "db.data");
        }
        slow = 1_000_000;
        signals.look();
        int first = counted.size();
        assertThat(first).isBetween(1, 12);
        for (int i = 0; i < 400; i++) {
            nanos += 250_000_000;
            signals.look();
        }
        // Of 100 seconds that is 200 milliseconds.
        assertThat(counted.size() - first).isBetween(100, 210);
    }

    private void look(String client, String service) throws Exception {
        note(client, service);
        signals.look();
    }

    private void note(String client, String service) throws Exception {
        Query query = new Query();
        byte[] message = Question.octets(service + ".svc.cluster.local. A");
        query.read(
                message,
                message.length,
                Transport.UDP,
                Client.of(new InetSocketAddress(InetAddress.getByName(client), 1)));
        nanos += 20_000;
        query.receivedNanos(nanos);
        signals.lookups().answered(query, services.computeIfAbsent(service, LookupsTest::key));
    }
}
