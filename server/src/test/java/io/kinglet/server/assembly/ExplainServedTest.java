package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.server.Asked;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;

/** A server with {@code kinglet explain}: what is read for it, and that DNS does not care. */
class ExplainServedTest {

    private static final String COREFILE = """
            .:0 {
                kubernetes cluster.local {
                    manifests dns
                    startup_timeout 20s
                }
                kinglet explain {
                    manifests network
                }
                log
            }
            """;
    private static final String NAME = "web.shop.svc.cluster.local. A";

    private final InMemoryCluster cluster = InMemoryCluster.ofNetwork();
    private final Metrics metrics = new Metrics();
    private final List<SlowSource> networks = new ArrayList<>();
    private @Nullable DnsServer server;

    @BeforeEach
    void shop() throws Exception {
        cluster.applyYaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {clusterIP: 10.96.0.7, selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web-1, namespace: shop, labels: {app: web}}
                spec: {containers: [{name: a, image: a}]}
                """);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void clusterThatCannotBeReadForItDelaysNoAnswer() throws Exception {
        DnsServer started = start(COREFILE);
        assertThat(ask(NAME)).isEqualTo("NOERROR 10.96.0.7");
        assertThat(started.synced()).isTrue();
        Explaining explaining = Objects.requireNonNull(started.explaining());
        assertThat(explaining.network().version()).isZero();

        networks.get(0).reach();
        await().untilAsserted(() -> assertThat(explaining.network().namespace("shop"))
                .isNotNull()
                .satisfies(shop -> assertThat(shop.pods()).hasSize(1)));
    }

    @Test
    void readingGoesOnOverReloadsUntilNobodyWantsIt() throws Exception {
        DnsServer started = start(COREFILE);
        started.reload(Plans.of(COREFILE.replace("log", "errors").replace("network\n", "network\nsettle 1s\n")));
        assertThat(networks).hasSize(1);
        assertThat(Objects.requireNonNull(started.explaining()).settings().settle())
                .hasSeconds(1);
        assertThat(networks.get(0).closed).isFalse();

        started.reload(Plans.of(COREFILE.replace("manifests network", "manifests other")));
        assertThat(networks).hasSize(2);
        assertThat(networks.get(0).closed).isTrue();

        started.reload(Plans.of(".:0 {\nwhoami\n}\n"));
        assertThat(networks.get(1).closed).isTrue();
        assertThat(started.explaining()).isNull();
    }

    @Test
    void reloadThatFailsLeavesItAsItWas() throws Exception {
        DnsServer started = start(COREFILE);
        String broken =
                COREFILE.replace("manifests network", "manifests other").replace("log", "file /dev/null a.test");
        assertThatThrownBy(() -> started.reload(Plans.of(broken))).isInstanceOf(CorefileException.class);
        assertThat(networks).hasSize(2);
        assertThat(networks.get(1).closed).isTrue();
        assertThat(networks.get(0).closed).isFalse();
        assertThat(started.explaining()).isNotNull();
        started.close();
        assertThat(networks.get(0).closed).isTrue();
    }

    @Test
    void clusterThatCannotBeNamedIsTold() {
        assertThatThrownBy(() -> start(COREFILE.replace("manifests network", "manifests broken")))
                .isInstanceOf(CorefileException.class)
                .hasMessage("Corefile:6:5: `kinglet explain`: there is no such file");
    }

    @Test
    void lookupsOfWhatCannotBeReachedAndPodsWithoutDnsAreCounted() throws Exception {
        cluster.applyYaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: me, namespace: lobby}
                spec: {containers: [{name: a, image: a}]}
                status: {podIP: 127.0.0.1}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: kube-dns, namespace: kube-system}
                spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{port: 53, protocol: UDP}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: dns, namespace: kube-system, labels: {k8s-app: kube-dns}}
                spec: {containers: [{name: a, image: a}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: closed, namespace: shop}
                spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
                """);
        start(COREFILE);
        networks.get(0).reach();
        await().untilAsserted(() -> assertThat(metrics.page())
                .contains("kinglet_explain_synced{kind=\"network_policy\"} 1\n")
                .contains("kinglet_pods_without_dns{namespace=\"shop\",proto=\"udp\"} 1\n")
                .contains("kinglet_pods_without_dns{namespace=\"lobby\",proto=\"udp\"} 0\n"));
        assertThat(ask(NAME)).isEqualTo("NOERROR 10.96.0.7");
        assertThat(ask(NAME)).isEqualTo("NOERROR 10.96.0.7");
        await().untilAsserted(() -> assertThat(metrics.page())
                .contains(
                        "kinglet_lookups_unreachable_total{namespace=\"lobby\",service=\"web\",service_namespace=\"shop\"} 1\n")
                .contains("kinglet_explain_dropped_lookups_total 0\n"));
    }

    @Test
    void manifestsOfTheBlockAreReadASecondTimeForTheirPolicies(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("town.yaml"), """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: closed, namespace: shop}
                spec: {podSelector: {}}
                """);
        try (ServedCorefile served = new ServedCorefile()) {
            served.start(".:0 {\nkubernetes cluster.local {\nmanifests " + folder + "\n}\nkinglet explain\n}\n");
            Explaining explaining = Objects.requireNonNull(served.server().explaining());
            await().untilAsserted(() -> assertThat(explaining.network().namespace("shop"))
                    .isNotNull()
                    .satisfies(shop -> assertThat(shop.policies()).hasSize(1)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch.shop.svc.cluster.local. A     | no such service in the namespace
            web.nosuch.svc.cluster.local. A      | no such namespace
            web.shop.svc.cluster.local. TXT      | the name has no record of this type
            web.shop.svc.cluster.local. AAAA     | the name has no record of this type
            x.web.shop.svc.cluster.local. A      | the service has no such endpoint or port
            none.shop.svc.cluster.local. A       | selector matches no pods
            waiting.shop.svc.cluster.local. A    | no ready endpoints
            10-1-1-1.shop.pod.cluster.local. A   | names of pods are not served
            other.cluster.local. A               | no such name in the cluster's zone
            web.shop.svc.cluster.local. A        |
            """)
    void negativeAnswersSayWhyToWhoeverAsksForIt(String question, @Nullable String why) throws Exception {
        cluster.applyYaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: none, namespace: shop}
                spec: {clusterIP: None, selector: {app: none}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: waiting, namespace: shop}
                spec: {clusterIP: None, selector: {app: waiting}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: waiting, namespace: shop, labels: {app: waiting}}
                spec: {containers: [{name: a, image: a}]}
                status: {conditions: [{type: Ready, status: "False"}]}
                """);
        DnsServer started = start(COREFILE.replace("network\n", "network\nreasons\n"));
        networks.get(0).reach();
        Explaining explaining = Objects.requireNonNull(started.explaining());
        await().until(() -> explaining.network().synced().contains(Kind.ENDPOINT_SLICE));
        assertThat(why(question)).isEqualTo(why);
        Message told = reply(question);
        started.reload(Plans.of(COREFILE));
        assertThat(why(question)).isNull();
        Message untold = reply(question);
        assertThat(untold.getRcode()).isEqualTo(told.getRcode());
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            assertThat(untold.getSection(section)).isEqualTo(told.getSection(section));
        }
    }

    private Message reply(String question) {
        return Asked.reply(Objects.requireNonNull(server).addresses().get(0), false, question);
    }

    /** The text of the extended error; null for none. */
    private @Nullable String why(String question) {
        OPTRecord opt = Objects.requireNonNull(reply(question).getOPT());
        return opt.getOptions().stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(option -> ((ExtendedErrorCodeOption) option).getText())
                .findFirst()
                .orElse(null);
    }

    private DnsServer start(String corefile) throws Exception {
        TransportLimits usual = TransportLimits.standard();
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(
                        new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write()),
                        this::open,
                        InetAddress.getByName("127.0.0.1"),
                        port -> port,
                        false,
                        metrics,
                        loop -> {}));
        return server;
    }

    private ClusterSource open(ClusterConnection connection) {
        String path = ((ClusterConnection.Manifests) connection).paths().get(0).toString();
        if (path.equals("dns")) {
            return cluster.reader();
        }
        if (path.equals("broken")) {
            throw new IllegalArgumentException("there is no such file");
        }
        networks.add(new SlowSource(cluster));
        return networks.get(networks.size() - 1);
    }

    private String ask(String question) {
        return Asked.over(Objects.requireNonNull(server).addresses().get(0), false, question);
    }
}
