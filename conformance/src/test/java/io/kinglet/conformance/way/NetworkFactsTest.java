package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.NetworkFacts;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.PolicyTypes;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.k8s.manifest.InMemoryCluster;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.watch.ClusterWatch;
import io.kinglet.k8s.watch.RestObserver;
import io.kinglet.k8s.watch.WatchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is read of the network in an API server is what a manifest of the same objects says. */
@Tag("way:on-the-API-server")
@ExtendWith(SharedControlPlane.class)
class NetworkFactsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "facts";

    private final NetworkFacts read = new NetworkFacts(NAMESPACE);

    @BeforeEach
    void define(ControlPlane plane) throws IOException {
        PolicyTypes.define(plane.client());
        plane.objects().apply(yaml());
        plane.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName("ending")
                .withGracePeriod(3600)
                .delete();
    }

    @AfterEach
    void removeAll(ControlPlane plane) {
        plane.objects().hold(List.of());
    }

    private static String yaml() throws IOException {
        return Files.readString(Peers.module().resolve("src/test/resources/network/facts.yaml"));
    }

    private static ClusterWatch watch(Path kubeconfig) {
        return new ClusterWatch(WatchConfig.kubeconfig(kubeconfig, null), RestObserver.NONE);
    }

    @Test
    void anApiServerAndAManifestSayTheSame(ControlPlane plane) throws IOException {
        NetworkFacts written = new NetworkFacts(NAMESPACE);
        InMemoryCluster manifests = InMemoryCluster.ofNetwork();
        manifests.start(ClusterScope.ofNetwork(), written);
        manifests.applyYaml(
                "facts.yaml", yaml().replace("  # ends\n", "  deletionTimestamp: \"2026-01-01T00:00:00Z\"\n"));
        try (ClusterWatch watch = watch(plane.adminKubeconfig())) {
            watch.start(ClusterScope.ofNetwork(), read);

            // The control plane takes a moment to derive slices.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read.lines()).isEqualTo(written.lines()));
            assertThat(watch.status().values())
                    .allMatch(status -> status.synced() && status.connected() && status.malformed() == 0);
        }
        assertThat(written.lines()).hasSizeGreaterThan(25);
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        seen.addAll(read.kinds());
        assertThat(seen).as("each kind is compared at least once").isEqualTo(Kind.network());
    }

    @Test
    void anEditedPolicyHasChangedWhenItArrives(ControlPlane plane) {
        String policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                + "metadata: {name: deny-all, namespace: facts}\nspec: {podSelector: {}, policyTypes: [%s]}\n";
        try (ClusterWatch watch = watch(plane.adminKubeconfig())) {
            watch.start(ClusterScope.ofNetwork(), read);
            await().atMost(PATIENCE).until(() -> denyAll() != null);
            Instant made = Instant.parse(plane.client()
                    .network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(NAMESPACE)
                    .withName("deny-all")
                    .get()
                    .getMetadata()
                    .getCreationTimestamp());
            assertThat(denyAll().changed()).isEqualTo(made);

            Instant before = Instant.now();
            plane.objects().apply(String.format(policy, "Ingress"));
            await().atMost(PATIENCE).until(() -> !denyAll().isolatesEgress());
            assertThat(denyAll().changed()).isBetween(before, Instant.now());

            plane.objects().delete("NetworkPolicy", NAMESPACE, "deny-all");
            await().atMost(PATIENCE).until(() -> denyAll() == null);
        }
    }

    private NetworkPolicy denyAll() {
        return (NetworkPolicy) read.object(Kind.NETWORK_POLICY, NAMESPACE, "deny-all");
    }

    @Test
    void whatMayNotBeReadStaysUnknownAndTheRestIsRead(ControlPlane plane) {
        try (ClusterWatch watch = watch(plane.dnsKubeconfig())) {
            watch.start(ClusterScope.ofNetwork(), read);
            Set<Kind> readable = EnumSet.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watch.status())
                            .allSatisfy((kind, status) ->
                                    assertThat(status.synced()).as(kind.word()).isEqualTo(readable.contains(kind))));
        }
    }
}
