package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API server for one kind, as request targets.
 *
 * @param path of the collection
 * @param selectors query parameters that narrow it, each with a leading {@code &}; may be empty
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API concepts</a>
 */
record Resource(String path, String selectors) {

    private static final int PAGE = 500;
    private static final String LIVING_PODS = "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";

    static Resource of(Kind kind, ClusterScope scope) {
        String labels = parameter("labelSelector", scope.labels());
        return switch (kind) {
            case NAMESPACE -> new Resource("/api/v1/namespaces", parameter("labelSelector", scope.namespaceLabels()));
            case SERVICE -> new Resource("/api/v1/services", labels);
            case ENDPOINT_SLICE -> new Resource("/apis/discovery.k8s.io/v1/endpointslices", labels);
            case POD -> new Resource("/api/v1/pods", labels + parameter("fieldSelector", LIVING_PODS));
            case SERVICE_IMPORT -> new Resource("/apis/multicluster.x-k8s.io/v1alpha1/serviceimports", "");
            default -> throw new IllegalArgumentException(kind.word() + " is not read from an API server");
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
