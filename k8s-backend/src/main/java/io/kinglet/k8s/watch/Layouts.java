package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Field numbers of what is read from the API server in protobuf.
 *
 * @see <a href="https://github.com/kubernetes/api">The generated.proto files of k8s.io/api and k8s.io/apimachinery</a>
 */
final class Layouts {

    /** A {@code runtime.Unknown}, in which any object comes. */
    static final Layout UNKNOWN =
            new Layout().message(1, "typeMeta", new Layout().text(2, "kind")).octets(2, "raw");

    static final Layout EVENT = new Layout().text(1, "type").message(2, "object", new Layout().octets(1, "raw"));

    static final Layout LIST = new Layout().text(2, "resourceVersion").text(3, "continue");

    static final Layout STATUS = new Layout().text(3, "message").integer(6, "code");

    static final String[] ANNOTATIONS = {"endpoints.kubernetes.io/last-change-trigger-time", "k8s.io/initial-events-end"
    };

    private static final Layout METADATA = new Layout()
            .text(1, "name")
            .text(3, "namespace")
            .text(6, "resourceVersion")
            .time(9, "deletionTimestamp")
            .map(
                    11,
                    "labels",
                    "kubernetes.io/service-name",
                    "multicluster.kubernetes.io/service-name",
                    "multicluster.kubernetes.io/source-cluster")
            .map(12, "annotations", ANNOTATIONS);

    static final Layout PORT = new Layout().text(1, "name").text(2, "protocol").integer(3, "port");

    /** {@code status} of a Service. */
    static final Layout LOAD_BALANCER = new Layout()
            .message(
                    1,
                    "loadBalancer",
                    new Layout()
                            .message(1, "ingress", new Layout().text(1, "ip").text(2, "hostname")));

    private static final Layout NAMESPACE = object();

    private static final Layout SERVICE = object().message(
                    2,
                    "spec",
                    new Layout()
                            .message(1, "ports", PORT)
                            .text(3, "clusterIP")
                            .text(4, "type")
                            .text(5, "externalIPs")
                            .text(10, "externalName")
                            .text(18, "clusterIPs"))
            .message(3, "status", LOAD_BALANCER);

    private static final Layout ENDPOINT = new Layout()
            .text(1, "addresses")
            .message(2, "conditions", new Layout().bool(1, "ready"))
            .text(3, "hostname")
            .message(4, "targetRef", new Layout().text(1, "kind").text(3, "name"))
            .text(7, "zone");

    private static final Layout ENDPOINT_SLICE =
            object().message(2, "endpoints", ENDPOINT).message(3, "ports", PORT).text(4, "addressType");

    private static final Layout POD = object().message(
                    2,
                    "spec",
                    new Layout()
                            .text(6, "dnsPolicy")
                            .bool(11, "hostNetwork")
                            .message(26, "dnsConfig", new Layout().text(2, "searches"))
                            .message(36, "os", new Layout().text(1, "name")))
            .message(3, "status", new Layout().text(6, "podIP").message(12, "podIPs", new Layout().text(1, "ip")));

    private Layouts() {}

    private static Layout object() {
        return new Layout().message(1, "metadata", METADATA);
    }

    /**
     * What is read of an object of this kind; null for a kind the API server has in JSON alone, as all custom resources.
     *
     * @param network whether what reachability is judged by is read, too
     */
    static @Nullable Layout of(Kind kind, boolean network) {
        if (network) {
            return NetworkLayouts.of(kind);
        }
        return switch (kind) {
            case NAMESPACE -> NAMESPACE;
            case SERVICE -> SERVICE;
            case ENDPOINT_SLICE -> ENDPOINT_SLICE;
            case POD -> POD;
            default -> null;
        };
    }
}
