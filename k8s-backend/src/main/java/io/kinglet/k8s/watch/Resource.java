package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API server for one kind, as request targets, and how it is read.
 *
 * @param path of the collection
 * @param selectors query parameters that narrow it, each with a leading {@code &}; may be empty
 * @param layout of an object in protobuf; null for a kind the API server has in JSON alone
 * @param otherwise the kind in another version or group, asked for where the API server does not have this one; null for none
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API concepts</a>
 */
record Resource(
        String path,
        String selectors,
        @Nullable Layout layout,
        @Nullable Resource otherwise) {

    private static final int PAGE = 500;
    private static final String LIVING_PODS = "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";
    private static final String TIERS = "/apis/policy.networking.k8s.io/";

    static Resource of(Kind kind, ClusterScope scope) {
        String labels = parameter("labelSelector", scope.labels());
        Layout layout = Layouts.of(kind, scope.network());
        return switch (kind) {
            case NAMESPACE ->
                new Resource("/api/v1/namespaces", parameter("labelSelector", scope.namespaceLabels()), layout, null);
            case SERVICE -> new Resource("/api/v1/services", labels, layout, null);
            case ENDPOINT_SLICE -> new Resource("/apis/discovery.k8s.io/v1/endpointslices", labels, layout, null);
            case POD -> new Resource("/api/v1/pods", labels + parameter("fieldSelector", LIVING_PODS), layout, null);
            case SERVICE_IMPORT -> custom("/apis/multicluster.x-k8s.io/v1alpha1/serviceimports");
            case NETWORK_POLICY -> new Resource("/apis/networking.k8s.io/v1/networkpolicies", "", layout, null);
            case ADMIN_NETWORK_POLICY -> custom(TIERS + "v1alpha1/adminnetworkpolicies");
            case BASELINE_ADMIN_NETWORK_POLICY -> custom(TIERS + "v1alpha1/baselineadminnetworkpolicies");
            case CLUSTER_NETWORK_POLICY ->
                custom(TIERS + "v1beta1/clusternetworkpolicies", TIERS + "v1alpha2/clusternetworkpolicies");
            case CILIUM_NETWORK_POLICY -> custom("/apis/cilium.io/v2/ciliumnetworkpolicies");
            case CILIUM_CLUSTERWIDE_NETWORK_POLICY -> custom("/apis/cilium.io/v2/ciliumclusterwidenetworkpolicies");
            case CALICO_NETWORK_POLICY ->
                custom("/apis/crd.projectcalico.org/v1/networkpolicies", "/apis/projectcalico.org/v3/networkpolicies");
            case CALICO_GLOBAL_NETWORK_POLICY ->
                custom(
                        "/apis/crd.projectcalico.org/v1/globalnetworkpolicies",
                        "/apis/projectcalico.org/v3/globalnetworkpolicies");
            case ISTIO_AUTHORIZATION_POLICY ->
                custom(
                        "/apis/security.istio.io/v1/authorizationpolicies",
                        "/apis/security.istio.io/v1beta1/authorizationpolicies");
        };
    }

    private static Resource custom(String path) {
        return new Resource(path, "", null, null);
    }

    private static Resource custom(String path, String otherwise) {
        return new Resource(path, "", null, custom(otherwise));
    }

    /**
     * Whether an API server may do without the kind, as its definition is for somebody to install: then there are none of it.
     */
    static boolean mayBeAbsent(Kind kind) {
        return kind == Kind.SERVICE_IMPORT || mayBeForbidden(kind);
    }

    /** Whether the rest is of use where nobody may read the kind, which then counts as unknown. */
    static boolean mayBeForbidden(Kind kind) {
        return switch (kind) {
            case ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY, CLUSTER_NETWORK_POLICY -> true;
            default -> Kind.otherEngines().contains(kind);
        };
    }

    /** The plural name RBAC rules use. */
    String plural() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A page of a list; {@code token} is the one the page before ended with, null for the first. */
    String page(@Nullable String token) {
        return path + "?limit=" + PAGE + selectors + parameter("continue", token);
    }

    /** A list as the API server has it in memory, perhaps some moments old; it may come in one page whatever its size. */
    String held() {
        return page(null) + "&resourceVersion=0";
    }

    /** A watch of what happens after {@code version}. */
    String watch(String version, int seconds) {
        return path + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + selectors
                + parameter("resourceVersion", version);
    }

    /** A watch that begins with all there is (streaming list, KEP-3157). */
    String stream(int seconds) {
        return path + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + selectors
                + "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null || value.isEmpty()
                ? ""
                : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
