package io.kinglet.k8s.watch;

import static io.kinglet.k8s.watch.Objects.event;
import static io.kinglet.k8s.watch.Objects.initialEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.NetworkPolicy;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kinds that a cluster may do without, and policies as they come and change. */
final class OptionalKindsTest {

    private static final String POLICIES = "/apis/networking.k8s.io/v1/networkpolicies";
    private static final String CILIUM = "/apis/cilium.io/v2/ciliumnetworkpolicies";
    private static final String TIERS = "/apis/policy.networking.k8s.io/";
    private static final Timing BRISK = new Timing(
            300,
            Duration.ofSeconds(30),
            Duration.ofSeconds(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            Duration.ofMillis(20),
            Duration.ofMillis(20));

    private final RecordingSink sink = new RecordingSink();
    private FakeApi api;
    private ClusterWatch watch;

    @BeforeEach
    void startServer() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stop() {
        watch.close();
        api.close();
    }

    private void start(Kind... kinds) {
        watch = new ClusterWatch(
                WatchConfig.endpoint(api.url(), null),
                RestObserver.NONE,
                ApiAccess.ofProcess(),
                BRISK,
                System::nanoTime,
                Scopes.NOW);
        watch.start(new ClusterScope(Set.of(kinds), null, null, true, true), sink);
    }

    private static String policy(String name, int version, int generation, String spec) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"prod\",\"resourceVersion\":\"" + version
                + "\",\"generation\":" + generation + ",\"creationTimestamp\":\"2026-01-02T03:04:05Z\"},\"spec\":"
                + spec + "}";
    }

    @Test
    void theOtherVersionIsAskedForWhereTheServerDoesNotHaveOne() throws Exception {
        String object = "{\"metadata\":{\"name\":\"x\",\"resourceVersion\":\"3\"},\"spec\":{\"tier\":\"Admin\","
                + "\"priority\":1,\"subject\":{\"namespaces\":{}}}}";
        api.on(TIERS + "v1beta1/clusternetworkpolicies", FakeApi.status(404, "no such version"));
        api.on(
                TIERS + "v1alpha2/clusternetworkpolicies",
                new FakeApi.Live().send(event("ADDED", object), initialEnd(4)));
        start(Kind.CLUSTER_NETWORK_POLICY);

        sink.awaitLog("( +x )");
    }

    @Test
    void aKindThatNoVersionHasIsEmptyUntilOneHasIt() throws Exception {
        api.on(TIERS + "v1beta1/clusternetworkpolicies", FakeApi.status(404, "no such kind"));
        api.on(
                TIERS + "v1alpha2/clusternetworkpolicies",
                FakeApi.status(404, "no such kind"),
                FakeApi.status(404, "no such kind"),
                new FakeApi.Live().send(initialEnd(4)));
        start(Kind.CLUSTER_NETWORK_POLICY);

        sink.awaitLog("( ) ( )");
        assertThat(watch.status().get(Kind.CLUSTER_NETWORK_POLICY).synced()).isTrue();
    }

    @Test
    void aKindWhoseDefinitionGoesIsEmpty() throws Exception {
        api.on(
                CILIUM,
                FakeApi.stream(event("ADDED", policy("x", 3, 1, "{}")), initialEnd(4)),
                FakeApi.status(404, "no such kind"));
        start(Kind.CILIUM_NETWORK_POLICY);

        sink.awaitLog("( +x ) ( )");
        assertThat(sink.names()).isEmpty();
    }

    @Test
    void aKindThatMayNotBeReadIsUnknownAndKeepsNoOtherWaiting() throws Exception {
        FakeApi.Live later = new FakeApi.Live();
        api.on(
                CILIUM,
                FakeApi.status(403, "forbidden"),
                FakeApi.status(403, "forbidden"),
                FakeApi.status(403, "forbidden"),
                FakeApi.status(403, "forbidden"),
                later);
        api.on(POLICIES, new FakeApi.Live().send(event("ADDED", policy("p", 3, 1, "{}")), initialEnd(4)));
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(ClusterWatch.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            start(Kind.CILIUM_NETWORK_POLICY, Kind.NETWORK_POLICY);
            sink.awaitLog("( +p )");
            assertThat(watch.status().get(Kind.CILIUM_NETWORK_POLICY).synced()).isFalse();
            assertThat(watch.status().get(Kind.NETWORK_POLICY).connected()).isTrue();

            later.send(event("ADDED", policy("x", 5, 1, "{}")), initialEnd(6));
            sink.awaitLog("( +x )");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("forbidden"))
                .singleElement()
                .asString()
                .contains("CiliumNetworkPolicy", "list and watch on ciliumnetworkpolicies");
        assertThat(sink.object("x")).isEqualTo(new OtherPolicy(Kind.CILIUM_NETWORK_POLICY, "prod", "x"));
    }

    @Test
    void everyKindOfTheNetworkIsAskedForAndNoMoreThanThose() throws Exception {
        watch = new ClusterWatch(
                WatchConfig.endpoint(api.url(), null),
                RestObserver.NONE,
                ApiAccess.ofProcess(),
                BRISK,
                System::nanoTime,
                Scopes.NOW);
        watch.start(ClusterScope.ofNetwork(), sink);

        EnumSet<Kind> custom = EnumSet.copyOf(Kind.otherEngines());
        custom.add(Kind.ADMIN_NETWORK_POLICY);
        custom.add(Kind.BASELINE_ADMIN_NETWORK_POLICY);
        custom.add(Kind.CLUSTER_NETWORK_POLICY);
        sink.await(seen ->
                custom.stream().allMatch(kind -> watch.status().get(kind).synced()));
        assertThat(watch.status().keySet()).isEqualTo(Kind.network());
    }

    @Test
    void aPolicyHasChangedWhenItWasMadeAndThenWhenAnotherGenerationArrives() throws Exception {
        FakeApi.Live live = new FakeApi.Live();
        api.on(POLICIES, live.send(event("ADDED", policy("p", 3, 1, "{}")), initialEnd(4)));
        start(Kind.NETWORK_POLICY);
        sink.awaitLog("( +p )");
        assertThat(changed()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));

        live.send(event("MODIFIED", policy("p", 5, 1, "{}")));
        sink.awaitLog(") +p");
        assertThat(changed()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));

        live.send(event("MODIFIED", policy("p", 6, 2, "{\"egress\":[{}]}")));
        sink.awaitLog(") +p +p");
        assertThat(changed()).isEqualTo(Scopes.NOW.instant());
    }

    private Instant changed() {
        return ((NetworkPolicy) sink.object("p")).changed();
    }

    @Test
    void aPolicyWithAFlawIsServedAndCounted() throws Exception {
        String spec = "{\"podSelector\":{},\"ingress\":[{\"from\":[{\"ipBlock\":{\"cidr\":\"10.0.0.0/99\"}}]}]}";
        api.on(POLICIES, new FakeApi.Live().send(event("ADDED", policy("p", 3, 1, spec)), initialEnd(4)));
        start(Kind.NETWORK_POLICY);

        sink.awaitLog("( +p )");
        assertThat(((NetworkPolicy) sink.object("p")).flaws())
                .containsExactly("spec.ingress[0].from[0].ipBlock.cidr: found \"10.0.0.0/99\": write a range such as"
                        + " 10.0.0.0/8 or fd00::/8");
        assertThat(watch.status().get(Kind.NETWORK_POLICY).malformed()).isEqualTo(1);
    }
}
