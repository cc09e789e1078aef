package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.server.Asked;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.transport.TransportLimits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        String broken = COREFILE.replace("manifests network", "manifests other").replace("log", "file /dev/null a.test");
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
