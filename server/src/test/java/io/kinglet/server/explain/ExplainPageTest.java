package io.kinglet.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.explain.Explainer;
import io.kinglet.k8s.explain.Freshness;
import io.kinglet.k8s.explain.Reply;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkWriter;
import io.kinglet.k8s.policy.PolicyEngine;
import io.kinglet.k8s.policy.PolicySettings;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.server.admin.Page;
import io.kinglet.server.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code GET /api/v1/explain} says, and how much it lets anybody ask. */
class ExplainPageTest {

    private static final int PODS = 10_000;
    private static final int POLICIES = 1_000;
    private static final int NAMESPACES = 100;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger queries = new AtomicInteger();

    @Test
    void anExplanationIsJsonOrText() throws Exception {
        Page page = page(ground(town()));
        Page.Response json = page.show(request("name", "web.shop:80", "from", "shop/client"));
        assertThat(json.status()).isEqualTo(200);
        assertThat(json.fields()).containsEntry("Kinglet-Outcome", "reachable");
        assertThat(Json.read(json.body()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("outcome", "reachable")
                .containsEntry("found", "web.shop.svc.cluster.local");
        Page.Response text =
                page.show(request("name", "web.shop", "port", "80", "from", "lab/probe", "output", "text"));
        assertThat(text.contentType()).startsWith("text/plain");
        assertThat(text.body()).startsWith("web.shop:80 from lab/probe: not reachable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=web.shop",
                "from=shop/client",
                "name=web.shop&from=shop/nobody",
                "name=web.shop&from=shop/client&port=0",
                "name=web.shop:80&from=shop/client&port=81",
                "name=web.shop&from=shop/client&type=AXFR",
                "name=web.shop&from=shop/client&output=xml",
                "name=web.shop&from=shop/client&namespace=shop",
                "name=web shop&from=shop/client"
            })
    void aWrongQuestionIsAnsweredInWords(String words) throws Exception {
        Page.Response response = page(ground(town())).show(request(words.split("[=&]")));
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"");
    }

    @Test
    void nothingIsExplainedWithoutTheDirective() {
        Page.Response response = new ExplainPage(() -> null, now::get).show(request("name", "a", "from", "b/c"));
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).contains("kinglet explain");
    }

    @Test
    void twentyAreExplainedAtOnceAndTenASecondFromThen() throws Exception {
        Page page = page(ground(town()));
        assertThat(many(page, 50)).isEqualTo(20);
        now.addAndGet(500_000_000);
        assertThat(many(page, 50)).isEqualTo(5);
        now.addAndGet(3_600_000_000_000L);
        assertThat(many(page, 50)).isEqualTo(20);
    }

    @Test
    void anExplanationOfALargeClusterIsLittleWork() {
        Page page = page(ground(large()));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            queries.set(0);
            long start = System.nanoTime();
            Page.Response response = page.show(request("name", "web.ns-7:80", "from", "ns-3/pod-3"));
            best = Math.min(best, System.nanoTime() - start);
            assertThat(response.status()).isEqualTo(200);
            assertThat(queries.get()).isEqualTo(4);
            // Of the 100 Pods behind it three shapes are judged, whatever their number.
            assertThat(response.body().split("\"targetPort\"", -1)).hasSizeLessThanOrEqualTo(8);
        }
        System.out.println("an explanation of " + PODS + " Pods and " + POLICIES + " policies: " + best / 1000 + " us");
        assertThat(best).as("nanoseconds, the best of 20").isLessThan(50_000_000);
    }

    private Page page(Ground ground) {
        return new ExplainPage(() -> ground, now::get);
    }

    private static int many(Page page, int requests) {
        int explained = 0;
        for (int i = 0; i < requests; i++) {
            Page.Response response = page.show(request("name", "web.shop", "from", "shop/client"));
            explained += response.status() == 200 ? 1 : 0;
            assertThat(response.status()).isIn(200, 503);
        }
        return explained;
    }

    private static String town() throws Exception {
        return Files.readString(Path.of(Objects.requireNonNull(ExplainPageTest.class.getResource("town.yaml"))
                .toURI()));
    }

    private Ground ground(String yaml) {
        InMemoryCluster cluster = InMemoryCluster.ofNetwork();
        cluster.applyYaml(yaml);
        NetworkWriter writer = new NetworkWriter();
        try (ClusterSource source = cluster.reader()) {
            source.start(ClusterScope.ofNetwork(), writer);
        }
        ClusterNetwork network = writer.published().current();
        KubernetesConfig config = KubernetesConfig.of(List.of(DomainName.parse("cluster.local.")));
        Explainer explainer = new Explainer(
                network,
                new PolicyEngine(network, PolicySettings.assumed()),
                config,
                (name, type, client) -> reply(name),
                Explainer.DnsService.USUAL,
                Freshness.WRITTEN);
        return new Ground(network, "cluster.local.", explainer);
    }

    private Reply reply(DomainName name) {
        queries.incrementAndGet();
        boolean found = name.toString().matches("web\\.(shop|ns-7)\\.svc\\.cluster\\.local\\.");
        List<String> records = found ? List.of("A 10.96.0.1") : List.of();
        String rcode = found ? "NOERROR" : "NXDOMAIN";
        return new Reply("A", rcode, records, List.of(), "kubernetes", null, false, null, 1, "");
    }

    /** In each namespace a Service in front of its Pods, and policies that select some of them. */
    private static String large() {
        StringBuilder yaml = new StringBuilder();
        for (int n = 0; n < NAMESPACES; n++) {
            String ns = "namespace: ns-" + n;
            yaml.append("---\n{apiVersion: v1, kind: Namespace, metadata: {name: ns-" + n + ", labels: {team: t" + n % 7
                    + "}}}\n");
            yaml.append("---\n{apiVersion: v1, kind: Service, metadata: {name: web, " + ns
                    + "}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}\n");
            for (int p = 0; p < PODS / NAMESPACES; p++) {
                yaml.append("---\n{apiVersion: v1, kind: Pod, metadata: {name: pod-" + p + ", " + ns
                        + ", labels: {app: web, shape: s" + p % 3 + "}}, spec: {containers: [{name: a, image: b}]}}\n");
            }
            for (int p = 0; p < POLICIES / NAMESPACES; p++) {
                yaml.append(
                        "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p-" + p + ", "
                                + ns + "}, spec: {podSelector: {matchLabels: {shape: s" + p % 3
                                + "}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: t" + p
                                + "}}}], ports: [{port: 8080}]}]}}\n");
            }
        }
        return yaml.toString();
    }

    private static Page.Request request(String... words) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return new Page.Request("/api/v1/explain", parameters, "localhost");
    }
}
