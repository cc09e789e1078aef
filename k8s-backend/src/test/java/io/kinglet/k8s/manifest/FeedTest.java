package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FeedTest {

    private static final String WORLD = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {team: red}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop, labels: {tier: front}}
            spec: {clusterIP: None, selector: {app: web}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: shop}
            spec: {clusterIP: None, selector: {app: web}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a, namespace: shop, labels: {app: web, tier: front}}
            status: {podIP: 10.1.0.1}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: b, namespace: shop, labels: {app: web}}
            status: {podIP: 10.1.0.2}
            """;

    private static List<String> told(ClusterScope scope) throws InterruptedException {
        RecordedSink sink = new RecordedSink();
        ManifestSource.ofText("test.yaml", WORLD).start(scope, sink);
        return sink.next();
    }

    @Test
    void beginsWithAFullListOfEachKindOfTheScopeAndNoOther() throws InterruptedException {
        assertThat(told(ClusterScope.of(Kind.NAMESPACE, Kind.POD)))
                .containsExactly(
                        "list Namespace",
                        "put Namespace default",
                        "put Namespace kube-system",
                        "put Namespace shop",
                        "listed Namespace",
                        "list Pod",
                        "put Pod shop/a [10.1.0.1]",
                        "put Pod shop/b [10.1.0.2]",
                        "listed Pod");
    }

    @Test
    void labelsSelectServicesSlicesAndPodsByTheirOwnLabels() throws InterruptedException {
        Set<Kind> kinds = Set.of(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD, Kind.NAMESPACE);

        assertThat(told(new ClusterScope(kinds, "tier=front", null)))
                .containsExactly(
                        "list Namespace",
                        "put Namespace default",
                        "put Namespace kube-system",
                        "put Namespace shop",
                        "listed Namespace",
                        "list Service",
                        "put Service shop/web HEADLESS []",
                        "listed Service",
                        "list EndpointSlice",
                        "put EndpointSlice shop/web-derived-1 of web | [10.1.0.1] pod a | [10.1.0.2] pod b",
                        "listed EndpointSlice",
                        "list Pod",
                        "put Pod shop/a [10.1.0.1]",
                        "listed Pod");
    }

    @Test
    void namespaceLabelsSelectNamespacesAndNothingElse() throws InterruptedException {
        assertThat(told(new ClusterScope(Set.of(Kind.NAMESPACE, Kind.POD), null, "team")))
                .contains("put Namespace shop", "put Pod shop/a [10.1.0.1]")
                .doesNotContain("put Namespace default");
        assertThat(told(new ClusterScope(Set.of(Kind.NAMESPACE), null, "kubernetes.io/metadata.name in (default)")))
                .containsExactly("list Namespace", "put Namespace default", "listed Namespace");
    }

    @Test
    void anUnreadableSelectorIsRefusedAtTheStart() {
        assertThatThrownBy(() -> told(new ClusterScope(Set.of(Kind.POD), "a is b", null)))
                .isInstanceOf(LabelSelectorException.class);
    }
}
