package io.kinglet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.manifest.ManifestException;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.server.corefile.CorefileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

class ClusterDnsTest {

    private static final String WEB = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: %s, ports: [{name: http, port: 80}]}
            """;

    @Test
    void udpAndTcpShareAFreePortOfTheLoopbackAddress() {
        try (ClusterDns dns =
                ClusterDns.builder().manifest(WEB.formatted("10.96.0.80")).start()) {
            assertThat(dns.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.80");
            assertThat(Asked.over(dns.address(), true, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.80");
        }
    }

    @Test
    void serverWithoutAnyClusterHasTheServiceEveryClusterHas() {
        try (ClusterDns dns = ClusterDns.builder().zone("k8s.example").start()) {
            assertThat(Asked.over(dns.address(), false, "kubernetes.default.svc.k8s.example. A"))
                    .startsWith("NOERROR 10.96.");
            assertThat(Asked.over(dns.address(), false, "kubernetes.default.svc.cluster.local. A"))
                    .isEqualTo("REFUSED");
        }
    }

    @Test
    void objectsAndLiveEditsAreServed() {
        try (ClusterDns dns =
                ClusterDns.builder().objects(new Namespace("empty")).start()) {
            assertThat(Asked.over(dns.address(), false, "empty.svc.cluster.local. A"))
                    .isEqualTo("NOERROR");
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NXDOMAIN");
            dns.cluster().applyYaml(WEB.formatted("10.96.0.81"));
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.81");
            dns.cluster().remove("Namespace", "", "shop");
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NXDOMAIN");
        }
    }

    @Test
    void filesAreServed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("web.yaml"), WEB.formatted("10.96.0.82"));
        try (ClusterDns dns = ClusterDns.builder().manifests(folder).start()) {
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.82");
            assertThatThrownBy(dns::cluster).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void brokenYamlIsToldWithItsPlace() {
        assertThatThrownBy(() ->
                        ClusterDns.builder().manifest("kind: Service\nspec: [").start())
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(":2:");
    }

    @Test
    void corefileIsServedFromTheSourceGiven() {
        InMemoryCluster cluster = new InMemoryCluster();
        cluster.applyYaml(WEB.formatted("10.96.0.83"));
        String corefile = """
                .:53 {
                    errors
                    kubernetes cluster.local in-addr.arpa ip6.arpa {
                        ttl 30
                        fallthrough in-addr.arpa ip6.arpa
                    }
                    cache 30
                    loadbalance
                }
                """;
        try (ClusterDns dns =
                ClusterDns.builder().corefile(corefile).source(cluster).start()) {
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.83");
            assertThat(Asked.over(dns.address(), false, "83.0.96.10.in-addr.arpa. PTR"))
                    .isEqualTo("NOERROR web.shop.svc.cluster.local.");
            cluster.applyYaml(WEB.formatted("10.96.0.84"));
            assertThat(Asked.over(dns.address(), false, "web.shop.svc.cluster.local. A"))
                    .isEqualTo("NOERROR 10.96.0.84");
        }
    }

    @Test
    void mistakeInACorefileIsToldWithItsPlace() {
        assertThatThrownBy(() -> ClusterDns.builder()
                        .corefile(".:53 {\n    kubernets\n}\n")
                        .start())
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("Corefile:2:5")
                .hasMessageContaining("did you mean `kubernetes`?");
    }

    @Test
    void secondDirectiveThatReadsOtherwiseNeedsASourceOfItsOwn() {
        String corefile = """
                a.test {
                    kubernetes
                }
                b.test {
                    kubernetes {
                        pods verified
                    }
                }
                """;
        assertThatThrownBy(() -> ClusterDns.builder()
                        .corefile(corefile)
                        .source(new InMemoryCluster())
                        .start())
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("Corefile:5:5")
                .hasMessageContaining("read already");
    }

    @Test
    void messageIsAnsweredWithoutASocket() throws IOException {
        try (ClusterDns dns =
                ClusterDns.builder().manifest(WEB.formatted("10.96.0.80")).start()) {
            Message reply = new Message(
                    dns.resolve(Asked.query("web.shop.svc.cluster.local. A").toWire()));
            assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(dns.resolve(new byte[5])).isEmpty();
        }
    }

    @Test
    void upstreamIsAskedForOtherNames() {
        try (ClusterDns upstream = ClusterDns.builder().zone("example").start();
                ClusterDns dns =
                        ClusterDns.builder().upstream(upstream.address()).start()) {
            assertThat(Asked.over(dns.address(), false, "kubernetes.default.svc.example. A"))
                    .startsWith("NOERROR 10.96.");
            assertThat(Asked.over(dns.address(), true, "kubernetes.default.svc.example. A"))
                    .startsWith("NOERROR 10.96.");
            assertThat(dns.resolve(
                            Asked.query("kubernetes.default.svc.example. A").toWire()))
                    .isNotEmpty();
        }
    }

    @Test
    void manyServersLiveSideBySideAndLeaveNothingBehind() {
        List<ClusterDns> servers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            servers.add(ClusterDns.builder().zone("zone" + i + ".test").start());
        }
        for (int i = 0; i < 10; i++) {
            assertThat(Asked.over(servers.get(i).address(), false, "dns-version.zone" + i + ".test. TXT"))
                    .isEqualTo("NOERROR 1.1.0");
        }
        int port = servers.get(0).address().getPort();
        servers.forEach(ClusterDns::close);
        try (ClusterDns again = ClusterDns.builder().port(port).start()) {
            assertThat(again.address().getPort()).isEqualTo(port);
        }
    }

    @Test
    void clusterIsGivenInOneWayOnly() {
        assertThatThrownBy(() -> ClusterDns.builder()
                        .manifest(WEB.formatted("10.96.0.80"))
                        .source(new InMemoryCluster())
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one way");
    }
}
