package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.server.Asked;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.Plans;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.tls.ClientTlsConfig;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

class DnsServerTest {

    private static final String KUBEADM = """
            . {
                errors
                health 127.0.0.1:0 {
                   lameduck 5s
                }
                ready 127.0.0.1:0
                kubernetes cluster.local in-addr.arpa ip6.arpa {
                   pods insecure
                   fallthrough in-addr.arpa ip6.arpa
                   ttl 30
                   startup_timeout 50ms
                }
                prometheus 127.0.0.1:0
                forward . 127.0.0.1:1 {
                   max_concurrent 1000
                }
                cache 30
                loop
                reload
                loadbalance
            }
            """;
    private static final String NAME = "kubernetes.default.svc.cluster.local. A";

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Metrics metrics = new Metrics();
    private final AtomicInteger opened = new AtomicInteger();
    private final BlockingQueue<String> loops = new LinkedBlockingQueue<>();
    private ClusterSources sources = connection -> {
        opened.incrementAndGet();
        return cluster.reader();
    };
    private DnsServer server;

    private DnsServer start(String corefile) throws IOException {
        return start(corefile, InetAddress.getByName("127.0.0.1"));
    }

    private DnsServer start(String corefile, InetAddress everywhere) throws IOException {
        TransportLimits usual = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(1, 64, 16, usual.idle(), usual.read(), usual.write());
        server = DnsServer.start(
                Plans.of(corefile),
                new ServerConfig(limits, sources, everywhere, port -> port, true, metrics, loops::add));
        return server;
    }

    private static String tls(String certificate, String key) {
        return "tls " + Fixtures.file(certificate) + " " + Fixtures.file(key) + "\n";
    }

    @Test
    void aBlockIsServedInPlainAndOverTlsAndItsQueriesAreCountedByServer() throws Exception {
        start("127.0.0.0/8:0 .:0 tls://. {\nwhoami\nprometheus 127.0.0.1:0\n" + tls("server.pem", "server.key")
                + "}\n");
        assertThat(server.served()).anyMatch(it -> it.startsWith("tls://.:")).anyMatch(it -> it.startsWith(".:"));
        assertThat(server.addresses()).hasSize(2);
    }

    @Test
    void metricsAreEncryptedAsTheirFileSays(@TempDir Path folder) throws Exception {
        Path web = folder.resolve("web.yaml");
        Files.writeString(
                web,
                "tls_server_config:\n  cert_file: " + Fixtures.file("server.pem") + "\n  key_file: "
                        + Fixtures.file("server.key") + "\n");
        String plain = ".:0 {\nwhoami\nprometheus 127.0.0.1:0 {\ntls /dev/null\n}\n}\n";
        start(".:0 {\nwhoami\nprometheus 127.0.0.1:0 {\ntls " + web + "\n}\n}\n");
        SSLEngine client = ClientTls.load(new ClientTlsConfig(null, null, Fixtures.file("authority.pem")))
                .engine("localhost", 1, "http/1.1");
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                server.pages("/metrics").get(0).getPort())) {
            ByteBuffer hello = ByteBuffer.allocate(1 << 15);
            client.wrap(ByteBuffer.allocate(0), hello);
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            assertThat(socket.getInputStream().read())
                    .as("the type of a handshake record")
                    .isEqualTo(22);
        }
        assertThat(Plans.of(plain).warnings()).singleElement().asString().contains("metrics are NOT encrypted");
        server.reload(Plans.of(plain));
        assertThat(page("/metrics")).startsWith("200 ");
        Files.writeString(web, "tls_server_config: {cert_file: no.pem, key_file: no.key}");
        assertThatThrownBy(() ->
                        server.reload(Plans.of(".:0 {\nwhoami\nprometheus 127.0.0.1:0 {\ntls " + web + "\n}\n}\n")))
                .isInstanceOf(CorefileException.class)
                .hasMessage("Corefile:4:5: `tls` of `prometheus`: " + folder.resolve("no.pem") + " does not exist");
    }

    @Test
    void blocksOfOneEncryptedAddressShowOneCertificate() {
        assertThatThrownBy(() -> start("tls://a.test:0 {\nwhoami\n" + tls("server.pem", "server.key") + "}\n"
                        + "tls://b.test:0 {\nwhoami\n" + tls("renewed.pem", "renewed.key") + "}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith("Corefile:5:1: ")
                .hasMessageContaining("their `tls` must be the same");
    }

    @Test
    void anUnsoundCertificateLeavesWhatWasServed() throws Exception {
        start("tls://. {\nwhoami\n" + tls("server.pem", "server.key") + "}\n");
        List<InetSocketAddress> before = server.addresses();
        assertThatThrownBy(
                        () -> server.reload(Plans.of("tls://. {\nwhoami\n" + tls("server.pem", "renewed.key") + "}\n")))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith("Corefile:3:")
                .hasMessageContaining("is not the key of the certificate");
        server.reload(Plans.of("tls://. {\nwhoami\n" + tls("renewed.pem", "renewed.key") + "}\n"));
        assertThat(server.addresses()).isEqualTo(before);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private String ask(String question) {
        return Asked.over(server.addresses().get(0), false, question);
    }

    private String page(String path) throws Exception {
        InetSocketAddress at = server.pages(path).get(0);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void corefileOfKubeadmAnswersAndIsReady() throws Exception {
        start(KUBEADM);
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
        assertThat(page("/ready")).isEqualTo("200 OK");
        assertThat(page("/health")).isEqualTo("200 OK");
    }

    @Test
    void clusterNamesPassTheCacheByAndWhatIsForwardedDoesNot() throws Exception {
        start(KUBEADM.replace("    loop\n", ""));
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
        assertThat(page("/metrics")).containsPattern("coredns_cache_requests_total\\{[^}]*} 0\n");
        assertThat(ask("www.example.org. A")).isEqualTo("SERVFAIL");
        assertThat(page("/metrics")).containsPattern("coredns_cache_requests_total\\{[^}]*} 1\n");
    }

    @Test
    void clusterOutOfReachIsServfailAndNotReadyUntilItIsReached() throws Exception {
        SlowSource slow = new SlowSource(cluster);
        sources = connection -> slow;
        start(KUBEADM);
        assertThat(ask(NAME)).isEqualTo("SERVFAIL");
        assertThat(ask("nosuch.default.svc.cluster.local. A")).isEqualTo("SERVFAIL");
        assertThat(page("/ready")).isEqualTo("503 kubernetes");
        assertThat(page("/health")).isEqualTo("200 OK");
        slow.reach();
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
        assertThat(page("/ready")).isEqualTo("200 OK");
    }

    @Test
    void otherZonesAreServedWhileTheClusterIsRead() throws Exception {
        SlowSource slow = new SlowSource(cluster);
        sources = connection -> slow;
        int port = freePort();
        InetSocketAddress at = new InetSocketAddress("127.0.0.1", port);
        String corefile = KUBEADM.replace("50ms", "60s").replaceFirst("\\.", ".:" + port) + "other.test:" + port
                + " {\nwhoami\n}\n";
        // A thread of its own: it waits, and dnsjava completes its questions in the common pool, which may have one
        // thread.
        CompletableFuture<DnsServer> started = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return start(corefile);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "start").start());
        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(Asked.over(at, true, "a.other.test. A")).isEqualTo("NOERROR"));
        assertThat(Asked.over(at, false, "a.other.test. A")).isEqualTo("NOERROR");
        assertThat(Asked.over(at, false, NAME)).isEqualTo("SERVFAIL");
        assertThat(started).isNotDone();
        slow.reach();
        started.get(20, TimeUnit.SECONDS);
        assertThat(Asked.over(at, false, NAME)).startsWith("NOERROR 10.96.");
    }

    @Test
    void reloadKeepsSocketsAndClustersThatAreReadAlike() throws Exception {
        start(KUBEADM);
        List<InetSocketAddress> before = server.addresses();
        List<InetSocketAddress> ready = server.pages("/ready");
        server.reload(Plans.of(KUBEADM.replace("ttl 30", "ttl 7").replace("cache 30", "cache 31")));
        assertThat(server.addresses()).isEqualTo(before);
        assertThat(server.pages("/ready")).isEqualTo(ready);
        assertThat(opened).hasValue(1);
        Message reply = Asked.reply(server.addresses().get(0), false, NAME);
        assertThat(reply.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(7);
    }

    @Test
    void reloadReadsAClusterAnewWhenMoreOfItIsNeeded() throws Exception {
        SlowSource first = new SlowSource(cluster);
        ClusterSource second = cluster.reader();
        sources = connection -> opened.getAndIncrement() == 0 ? first : second;
        start(KUBEADM);
        first.reach();
        server.reload(Plans.of(KUBEADM.replace("pods insecure", "pods verified")));
        assertThat(opened).hasValue(2);
        assertThat(first.closed).isTrue();
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
        assertThat(page("/ready")).isEqualTo("200 OK");
    }

    @Test
    void whatThisMachineLacksLeavesTheOldPlanServed() throws Exception {
        start(KUBEADM);
        String broken = KUBEADM.replace("127.0.0.1:1 ", "/nowhere/resolv.conf ").replace("ttl 30", "ttl 7");
        assertThatThrownBy(() -> server.reload(Plans.of(broken)))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith("Corefile:14:");
        server.reloadFailed();
        Message reply = Asked.reply(server.addresses().get(0), false, NAME);
        assertThat(reply.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(30);
        assertThat(page("/ready")).isEqualTo("200 OK");
        assertThat(page("/metrics")).contains("coredns_reload_failed_total 1\n");
    }

    @Test
    void portOfAnotherProcessLeavesTheOldPlanServed() throws Exception {
        start(KUBEADM);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String taken = KUBEADM + "other.test:" + other.getLocalPort() + " {\nwhoami\n}\n";
            assertThatThrownBy(() -> server.reload(Plans.of(taken)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the port is in use");
            String page = KUBEADM.replace("ready 127.0.0.1:0", "ready 127.0.0.1:" + other.getLocalPort());
            assertThatThrownBy(() -> server.reload(Plans.of(page))).isInstanceOf(IOException.class);
        }
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
        assertThat(page("/ready")).isEqualTo("200 OK");
    }

    @Test
    void socketGivesWayToOneOfTheSamePortAndComesBackOnFailure() throws Exception {
        int port = freePort();
        String everywhere = ".:" + port + " {\nwhoami\n}\n";
        String narrow = ".:" + port + " {\nbind 127.0.0.1\nwhoami\n}\n";
        start(everywhere, new InetSocketAddress(0).getAddress());
        assertThatThrownBy(
                        () -> server.reload(Plans.of(narrow + "b.test:" + port + " {\nbind 192.0.2.77\nwhoami\n}\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no interface of this host has that address");
        assertThat(Asked.over(new InetSocketAddress("127.0.0.1", port), false, "a.test. A"))
                .isEqualTo("NOERROR");
        server.reload(Plans.of(narrow));
        assertThat(server.addresses()).containsExactly(new InetSocketAddress("127.0.0.1", port));
        assertThat(Asked.over(server.addresses().get(0), true, "a.test. A")).isEqualTo("NOERROR");
    }

    @Test
    void blocksOfOnePortShareASocketAndAnswerByLongestZone() throws Exception {
        start("a.test {\nwhoami\n}\nb.a.test {\n}\nc.a.test {\nerrors\n}\n");
        assertThat(server.addresses()).hasSize(1);
        assertThat(server.served()).hasSize(3).allMatch(it -> it.endsWith(" on 127.0.0.1"));
        assertThat(ask("x.a.test. A")).isEqualTo("NOERROR");
        assertThat(ask("x.b.a.test. A")).isEqualTo("REFUSED");
        assertThat(ask("x.c.a.test. A")).isEqualTo("SERVFAIL");
        assertThat(ask("example.org. A")).isEqualTo("REFUSED");
    }

    @Test
    void queriesAreCountedByServerAndZoneAndDroppedOnesToo() throws Exception {
        start("a.test {\nwhoami\nprometheus 127.0.0.1:0\n}\n");
        ask("x.a.test. A");
        ask("example.org. A");
        assertThat(page("/metrics"))
                .contains(
                        "coredns_dns_responses_total{plugin=\"\",rcode=\"NOERROR\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"a.test.\"} 1\n")
                .contains(
                        "coredns_dns_responses_total{plugin=\"\",rcode=\"REFUSED\",server=\"dns://127.0.0.1:0\",view=\"\",zone=\"dropped\"} 1\n")
                .contains("coredns_plugin_enabled{name=\"whoami\",")
                .contains("coredns_reload_version_info{hash=\"sha512\",")
                .contains("coredns_build_info{");
    }

    @Test
    void agesOfTheClustersDataAreShown() throws Exception {
        start(KUBEADM);
        assertThat(page("/metrics"))
                .contains("kinglet_cluster_data_age_seconds{kind=\"service\"}")
                .contains("kinglet_cluster_synced{kind=\"endpoint_slice\"} 1\n");
    }

    @Test
    void drainingIsNotReadyAndAnswersOn() throws Exception {
        start(KUBEADM);
        server.drain();
        assertThat(page("/ready")).isEqualTo("503 Shutting down");
        assertThat(page("/health")).isEqualTo("200 OK");
        assertThat(ask(NAME)).startsWith("NOERROR 10.96.");
    }

    @Test
    void forwardingToOneselfIsALoop() throws Exception {
        int port = freePort();
        start(".:" + port + " {\nforward . 127.0.0.1:" + port + "\nloop\n}\n");
        assertThat(loops.poll(20, TimeUnit.SECONDS)).isNotNull().contains("came back to this server");
    }

    @Test
    void sourceThatCannotBeOpenedIsAMistakeAtItsDirective() {
        sources = ClusterSources.named(RestObserver.NONE);
        assertThatThrownBy(() -> start(". {\n  kubernetes cluster.local {\n    kubeconfig /nowhere/config\n  }\n}\n"))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith("Corefile:2:3: `kubernetes`: ")
                .hasMessageContaining("/nowhere/config");
    }

    @Test
    void closedServerReloadsNoMore() throws Exception {
        start(KUBEADM);
        server.close();
        server.close();
        assertThatThrownBy(() -> server.reload(Plans.of(KUBEADM))).isInstanceOf(IllegalStateException.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
