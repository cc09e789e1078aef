package io.kinglet.k8s.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.ServiceTown;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterScope;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DnsReachTest {

    private static final String TOWN = """
            apiVersion: v1
            kind: Service
            metadata: {name: kube-dns, namespace: kube-system}
            spec:
              clusterIP: 10.96.0.10
              selector: {k8s-app: kube-dns}
              ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: dns-1, namespace: kube-system, labels: {k8s-app: kube-dns}}
            spec: {containers: [{name: a, image: a}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {containers: [{name: a, image: a}]}
            ---
            """;

    private static final String CACHE = """
            apiVersion: v1
            kind: Pod
            metadata: {name: cache-1, namespace: kube-system, labels: {k8s-app: node-local-dns}}
            spec: {hostNetwork: true, containers: [{name: a, image: a}]}
            ---
            """;

    private static String egress(String rules) {
        return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out, namespace: shop},"
                + " spec: {podSelector: {}, policyTypes: [Egress], egress: [" + rules + "]}}\n---\n";
    }

    private static DnsReach reach(String yaml) throws Exception {
        InMemoryCluster cluster = InMemoryCluster.ofNetwork();
        cluster.applyYaml(yaml);
        NetworkWriter writer = new NetworkWriter();
        cluster.start(ClusterScope.ofNetwork(), writer);
        ClusterNetwork network = writer.published().current();
        return Objects.requireNonNull(DnsReach.of(
                new Reachability(network, new PolicyEngine(network, PolicySettings.assumed()), "cluster.local"),
                ServiceTown.pod(network, "shop/web"),
                "kube-system",
                "kube-dns"));
    }

    /** The cache has the address of no Pod: a rule for the Pods behind the Service does not open it. */
    @Test
    void whatIsAllowedToTheServiceAloneIsUnknownWithACacheOnTheNode() throws Exception {
        String toPods = egress("{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]}");

        assertThat(reach(TOWN + toPods).udp().outcome()).isEqualTo(Outcome.ALLOWED);
        DnsReach cached = reach(TOWN + CACHE + toPods);
        assertThat(cached.udp().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(cached.udp().remarks()).extracting(Remark::code).contains(Remark.Code.NODE_LOCAL_DNS);
    }

    @Test
    void whatIsAllowedToEverywhereIsAllowedToTheCacheToo() throws Exception {
        DnsReach cached = reach(TOWN + CACHE + egress("{ports: [{port: 53, protocol: UDP}]}"));
        assertThat(cached.udp().outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(cached.tcp().outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void aPodThatOnlyClaimsToBeTheCacheIsNone() throws Exception {
        DnsReach claimed = reach(TOWN + CACHE.replace("hostNetwork: true, ", "") + egress(""));
        assertThat(claimed.udp().outcome()).isEqualTo(Outcome.DENIED);
        assertThat(claimed.udp().remarks()).extracting(Remark::code).doesNotContain(Remark.Code.NODE_LOCAL_DNS);
    }
}
