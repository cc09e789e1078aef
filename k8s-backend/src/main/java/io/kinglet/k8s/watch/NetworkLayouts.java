package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Field numbers of what is read in protobuf where reachability is judged: more of each object than {@link Layouts} has, and
 * NetworkPolicies.
 *
 * @see <a href="https://github.com/kubernetes/api">The generated.proto files of k8s.io/api and k8s.io/apimachinery</a>
 */
final class NetworkLayouts {

    private static final Layout METADATA = new Layout()
            .text(1, "name")
            .text(3, "namespace")
            .text(6, "resourceVersion")
            .integer(7, "generation")
            .time(8, "creationTimestamp")
            .time(9, "deletionTimestamp")
            .map(11, "labels")
            .map(12, "annotations", Layouts.ANNOTATIONS);

    private static final Layout NAMESPACE = object();

    private static final Layout SERVICE_PORT = new Layout()
            .text(1, "name")
            .text(2, "protocol")
            .integer(3, "port")
            .intOrString(4, "targetPort")
            .integer(5, "nodePort");

    private static final Layout SERVICE = object().message(
                    2,
                    "spec",
                    new Layout()
                            .message(1, "ports", SERVICE_PORT)
                            .map(2, "selector")
                            .text(3, "clusterIP")
                            .text(4, "type")
                            .text(5, "externalIPs")
                            .text(10, "externalName")
                            .text(11, "externalTrafficPolicy")
                            .bool(13, "publishNotReadyAddresses")
                            .text(18, "clusterIPs")
                            .text(22, "internalTrafficPolicy"))
            .message(3, "status", Layouts.LOAD_BALANCER);

    private static final Layout ENDPOINT = new Layout()
            .text(1, "addresses")
            .message(
                    2,
                    "conditions",
                    new Layout().bool(1, "ready").bool(2, "serving").bool(3, "terminating"))
            .text(3, "hostname")
            .message(4, "targetRef", new Layout().text(1, "kind").text(3, "name"))
            .text(7, "zone");

    private static final Layout ENDPOINT_SLICE = object().message(2, "endpoints", ENDPOINT)
            .message(3, "ports", Layouts.PORT)
            .text(4, "addressType");

    private static final Layout CONTAINER = new Layout()
            .message(
                    6,
                    "ports",
                    new Layout().text(1, "name").integer(3, "containerPort").text(4, "protocol"))
            .text(24, "restartPolicy");

    private static final Layout DNS_CONFIG = new Layout()
            .text(1, "nameservers")
            .text(2, "searches")
            .message(3, "options", new Layout().text(1, "name").text(2, "value"));

    private static final Layout POD = object().message(
                    2,
                    "spec",
                    new Layout()
                            .message(2, "containers", CONTAINER)
                            .text(6, "dnsPolicy")
                            .text(10, "nodeName")
                            .bool(11, "hostNetwork")
                            .text(16, "hostname")
                            .text(17, "subdomain")
                            .message(20, "initContainers", CONTAINER)
                            .message(26, "dnsConfig", DNS_CONFIG)
                            .message(36, "os", new Layout().text(1, "name")))
            .message(
                    3,
                    "status",
                    new Layout()
                            .text(1, "phase")
                            .message(
                                    2,
                                    "conditions",
                                    new Layout().text(1, "type").text(2, "status"))
                            .text(5, "hostIP")
                            .text(6, "podIP")
                            .message(12, "podIPs", new Layout().text(1, "ip")));

    private static final Layout SELECTOR = new Layout()
            .map(1, "matchLabels")
            .messages(
                    2,
                    "matchExpressions",
                    new Layout().text(1, "key").text(2, "operator").texts(3, "values"));

    private static final Layout PEER = new Layout()
            .message(1, "podSelector", SELECTOR)
            .message(2, "namespaceSelector", SELECTOR)
            .message(3, "ipBlock", new Layout().text(1, "cidr").texts(2, "except"));

    private static final Layout POLICY_PORT =
            new Layout().text(1, "protocol").intOrString(2, "port").integer(3, "endPort");

    private static final Layout NETWORK_POLICY = object().message(
                    2,
                    "spec",
                    new Layout()
                            .message(1, "podSelector", SELECTOR)
                            .messages(2, "ingress", rule("from"))
                            .messages(3, "egress", rule("to"))
                            .texts(4, "policyTypes"));

    private NetworkLayouts() {}

    private static Layout object() {
        return new Layout().message(1, "metadata", METADATA);
    }

    private static Layout rule(String peers) {
        return new Layout().messages(1, "ports", POLICY_PORT).messages(2, peers, PEER);
    }

    /** As {@link Layouts#of}. */
    static @Nullable Layout of(Kind kind) {
        return switch (kind) {
            case NAMESPACE -> NAMESPACE;
            case SERVICE -> SERVICE;
            case ENDPOINT_SLICE -> ENDPOINT_SLICE;
            case POD -> POD;
            case NETWORK_POLICY -> NETWORK_POLICY;
            default -> null;
        };
    }
}
