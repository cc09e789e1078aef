package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InMemoryClusterTest {

    private static final Service WEB = new Service(
            "shop",
            "web",
            Service.Type.CLUSTER_IP,
            List.of(IpAddress.v4(0x0a600050)),
            null,
            List.of(new ServicePort("http", "tcp", 80)));

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final RecordedSink sink = new RecordedSink();

    @Test
    void anEmptyClusterHasWhatEveryClusterHas() throws InterruptedException {
        cluster.start(ClusterScope.of(Kind.NAMESPACE, Kind.SERVICE), sink);

        assertThat(sink.next())
                .containsExactly(
                        "list Namespace",
                        "put Namespace default",
                        "put Namespace kube-system",
                        "listed Namespace",
                        "list Service",
                        "put Service default/kubernetes CLUSTER_IP [10.96.0.1] https/tcp/443",
                        "listed Service");
    }

    @Test
    void anEditIsOneBatchAndVisibleOnReturn() throws InterruptedException {
        cluster.start(Worlds.ALL, sink);
        sink.next();

        cluster.apply(WEB, new Namespace("zoo"));

        assertThat(sink.object(Kind.SERVICE, "shop", "web")).isEqualTo(WEB);
        assertThat(sink.next())
                .containsExactly(
                        "put Namespace shop",
                        "put Namespace zoo",
                        "put Service shop/web CLUSTER_IP [10.96.0.80] http/tcp/80");
        assertThat(sink.quiet()).isTrue();
    }

    @Test
    void whatWasAppliedBeforeTheStartIsInTheFirstList() throws InterruptedException {
        cluster.apply(WEB);
        cluster.start(ClusterScope.of(Kind.SERVICE), sink);

        assertThat(sink.next()).contains("put Service shop/web CLUSTER_IP [10.96.0.80] http/tcp/80");
    }

    @Test
    void applyingTheSameAgainTellsNothing() throws InterruptedException {
        cluster.apply(WEB);
        cluster.start(Worlds.ALL, sink);
        sink.next();

        cluster.apply(WEB);

        assertThat(sink.quiet()).isTrue();
    }

    @Test
    void yamlEditsDeriveSlicesAnew() throws InterruptedException {
        cluster.start(ClusterScope.of(Kind.SERVICE, Kind.ENDPOINT_SLICE), sink);
        sink.next();
        cluster.applyYaml("""
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None, selector: {app: web}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: web}}, status: {podIP: 10.1.0.1}}
                """);
        assertThat(sink.next())
                .containsExactly(
                        "put EndpointSlice default/web-derived-1 of web | [10.1.0.1] pod a",
                        "put Service default/web HEADLESS []");

        cluster.applyYaml(
                "{apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: web}}, status: {podIP: 10.1.0.2}}");
        assertThat(sink.next())
                .containsExactly(
                        "put EndpointSlice default/web-derived-1 of web | [10.1.0.1] pod a | [10.1.0.2] pod b");

        assertThat(cluster.remove(Kind.POD, "default", "a")).isTrue();
        assertThat(sink.next()).containsExactly("put EndpointSlice default/web-derived-1 of web | [10.1.0.2] pod b");

        assertThat(cluster.remove(Kind.SERVICE, "default", "web")).isTrue();
        assertThat(sink.next())
                .containsExactly("remove EndpointSlice default/web-derived-1", "remove Service default/web");
    }

    @Test
    void workloadsAreRemovedByTheirKind() throws InterruptedException {
        cluster.applyYaml("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2}}");
        cluster.start(ClusterScope.of(Kind.POD), sink);
        sink.next();

        assertThat(cluster.remove("StatefulSet", "default", "db")).isTrue();
        assertThat(sink.next()).containsExactly("remove Pod default/db-0", "remove Pod default/db-1");
        assertThat(cluster.remove("StatefulSet", "default", "db")).isFalse();
    }

    @Test
    void withANamespaceGoesAllThatLivesInIt() throws InterruptedException {
        cluster.apply(new Namespace("shop"), WEB, new Pod("zoo", "cat", List.of(), false));
        cluster.start(Worlds.ALL, sink);
        sink.next();

        assertThat(cluster.remove(Kind.NAMESPACE, "", "shop")).isTrue();

        assertThat(sink.next()).containsExactly("remove Namespace shop", "remove Service shop/web");
    }

    @Test
    void aBrokenEditChangesNothing() throws InterruptedException {
        cluster.start(Worlds.ALL, sink);
        sink.next();

        assertThatThrownBy(() ->
                        cluster.applyYaml("step 3", "{apiVersion: v1, kind: Namespace, metadata: {name: ok}}\n---\n{}"))
                .isInstanceOf(ManifestException.class)
                .hasMessage("step 3:3:1: kind is missing: every object begins with apiVersion and kind");
        assertThat(sink.quiet()).isTrue();
        assertThat(sink.keys(Kind.NAMESPACE)).doesNotContain("Namespace ok");
    }

    @Test
    void objectsMayBeGivenLabelsToBeSelectedBy() throws InterruptedException {
        cluster.apply(WEB, Map.of("tier", "front"));
        cluster.apply(new Service("shop", "other", Service.Type.HEADLESS, List.of(), null, List.of()));
        cluster.start(new ClusterScope(Set.of(Kind.SERVICE), "tier=front", null), sink);

        assertThat(sink.next())
                .containsExactly(
                        "list Service", "put Service shop/web CLUSTER_IP [10.96.0.80] http/tcp/80", "listed Service");
    }

    @Test
    void readersAreToldEachOfTheirOwnScopeUntilClosed() throws InterruptedException {
        RecordedSink other = new RecordedSink();
        ClusterSource reader = cluster.reader();
        cluster.start(ClusterScope.of(Kind.SERVICE), sink);
        reader.start(ClusterScope.of(Kind.NAMESPACE), other);
        sink.next();
        other.next();

        cluster.apply(WEB);
        assertThat(sink.next()).containsExactly("put Service shop/web CLUSTER_IP [10.96.0.80] http/tcp/80");
        assertThat(other.next()).containsExactly("put Namespace shop");

        reader.close();
        cluster.remove(Kind.SERVICE, "shop", "web");
        assertThat(sink.next()).containsExactly("remove Service shop/web");
        assertThat(other.quiet()).isTrue();
        assertThat(reader.status().get(Kind.NAMESPACE)).matches(status -> !status.connected());
        assertThat(cluster.status().get(Kind.SERVICE)).matches(status -> status.connected() && status.synced());
    }
}
