package io.kinglet.k8s.explain;

import io.kinglet.k8s.explain.Finding.Code;
import io.kinglet.k8s.explain.Finding.ObjectName;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a Service that exists made of a name. Immutable. */
final class ServiceDiagnosis {

    private static final int MOST_NAMED = 5;

    private final KubernetesConfig config;

    ServiceDiagnosis(KubernetesConfig config) {
        this.config = config;
    }

    static ObjectName name(Service service) {
        ServiceDetail detail = service.detail();
        return new ObjectName("Service", service.namespace(), service.name(), detail == null ? "" : detail.version());
    }

    /** None where nothing of the Service explains it. */
    List<Finding> of(
            ClusterName name,
            Service service,
            NetworkNamespace namespace,
            List<Reply> replies,
            Lookup.Outcome outcome) {
        boolean found = outcome == Lookup.Outcome.FOUND;
        if (service.type() == Service.Type.EXTERNAL_NAME) {
            return List.of(alias(name, service));
        }
        return switch (name.labels().size()) {
            case 3 -> service(service, namespace, replies, found);
            case 4 -> endpoint(name.fromEnd(4), service, namespace, found);
            case 5 -> port(name.fromEnd(5), name.fromEnd(4), service, namespace, found);
            default -> List.of();
        };
    }

    private static Finding alias(ClusterName name, Service service) {
        String target = service.externalName();
        return name.labels().size() == 3
                ? new Finding(
                        Code.EXTERNAL_NAME,
                        "Service " + service.namespace() + "/" + service.name() + " is an alias of " + target,
                        null,
                        name(service))
                : new Finding(
                        Code.NO_SUCH_ENDPOINT,
                        "Service " + service.namespace() + "/" + service.name() + " is an alias of " + target
                                + ", below which it has no names",
                        null,
                        name(service));
    }

    private List<Finding> service(Service service, NetworkNamespace namespace, List<Reply> replies, boolean found) {
        List<Finding> findings = new ArrayList<>();
        boolean headless = service.type() == Service.Type.HEADLESS;
        if (found) {
            findings.add(new Finding(
                    headless ? Code.ENDPOINTS_ANSWER : Code.SERVICE_ANSWERS,
                    (headless ? "the ready endpoints of headless Service " : "Service ") + namespace.name() + "/"
                            + service.name() + (headless ? " answer" : " answers"),
                    null,
                    name(service)));
        } else if (!headless && service.clusterIps().isEmpty()) {
            findings.add(new Finding(
                    Code.NO_CLUSTER_IP,
                    "Service " + namespace.name() + "/" + service.name() + " has no cluster IP yet",
                    null,
                    name(service)));
        }
        Finding empty = empty(service, namespace);
        boolean readsNone = headless && !config.endpoints();
        if (readsNone && !found) {
            findings.add(new Finding(
                    Code.ENDPOINTS_NOT_READ,
                    "`noendpoints` of the `kubernetes` directive leaves out endpoints, and a headless Service has nothing else",
                    "remove `noendpoints` from the Corefile",
                    name(service)));
        } else if (empty != null) {
            if (!found
                    && !headless
                    && config.ignoreEmptyService()
                    && !service.clusterIps().isEmpty()) {
                findings.add(new Finding(
                        Code.EMPTY_SERVICE_IGNORED,
                        "`ignore empty_service` of the `kubernetes` directive hides Services without ready endpoints",
                        null,
                        name(service)));
            }
            findings.add(empty);
        } else if (!found && replies.stream().allMatch(it -> it.rcode().equals("NOERROR"))) {
            findings.add(family(service, namespace, replies));
        }
        return findings;
    }

    private static Finding family(Service service, NetworkNamespace namespace, List<Reply> replies) {
        String types = replies.stream().map(Reply::type).collect(Collectors.joining(" and "));
        boolean v6 = types.equals("AAAA");
        boolean address = v6 || types.equals("A");
        return new Finding(
                address ? Code.NO_SUCH_FAMILY : Code.TYPE_WITHOUT_DATA,
                "Service " + namespace.name() + "/" + service.name() + " has "
                        + (address ? "no IPv" + (v6 ? 6 : 4) + " address" : "no " + types + " records"),
                address ? "make it dual-stack (spec.ipFamilyPolicy), or ask for the other family" : null,
                name(service));
    }

    /** Why nothing is behind the Service; null when something is. */
    private static @Nullable Finding empty(Service service, NetworkNamespace namespace) {
        List<Endpoint> endpoints = endpoints(service, namespace).toList();
        if (endpoints.stream().anyMatch(it -> it.ready() || publishes(service))) {
            return null;
        }
        ServiceDetail detail = service.detail();
        LabelSet selector = detail == null ? LabelSet.EMPTY : detail.selector();
        List<NetworkPod> selected = selector.size() == 0
                ? List.of()
                : namespace.pods().stream()
                        .filter(pod -> matches(selector, pod))
                        .toList();
        String who = "Service " + namespace.name() + "/" + service.name();
        if (selector.size() > 0 && selected.isEmpty() && endpoints.isEmpty()) {
            return new Finding(
                    Code.SELECTOR_MATCHES_NOTHING,
                    "the selector " + selector + " of " + who + " matches no Pod",
                    nearestPods(selector, namespace),
                    name(service));
        }
        List<String> ready = selected.stream()
                .filter(pod -> pod.ready() && !pod.terminating())
                .map(NetworkPod::name)
                .toList();
        if (!ready.isEmpty()) {
            return new Finding(
                    Code.NO_ENDPOINTS,
                    who + " has no ready endpoint, though Pods behind it are ready: "
                            + ready.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + (ready.size() > MOST_NAMED ? ", ..." : ""),
                    "the EndpointSlices have yet to follow; if that lasts, look at kube-controller-manager, which makes them",
                    name(service));
        }
        if (!selected.isEmpty()) {
            String names = selected.stream()
                    .limit(MOST_NAMED)
                    .map(pod -> pod.name() + " (" + state(pod) + ")")
                    .collect(Collectors.joining(", "));
            return new Finding(
                    Code.PODS_NOT_READY,
                    "none of the " + selected.size() + (selected.size() == 1 ? " Pod" : " Pods") + " behind " + who
                            + " is ready: " + names + (selected.size() > MOST_NAMED ? ", ..." : ""),
                    service.type() == Service.Type.HEADLESS
                            ? "see why with `kubectl describe pod`; spec.publishNotReadyAddresses gives names to Pods that are not ready"
                            : "see why with `kubectl describe pod`",
                    name(service));
        }
        return new Finding(
                endpoints.isEmpty() ? Code.NO_ENDPOINTS : Code.PODS_NOT_READY,
                endpoints.isEmpty()
                        ? who + " has no selector, and no EndpointSlice with endpoints"
                        : "none of the " + endpoints.size() + " endpoints of " + who + " is ready",
                endpoints.isEmpty()
                        ? "make an EndpointSlice with the label kubernetes.io/service-name: " + service.name()
                        : null,
                name(service));
    }

    private static String state(NetworkPod pod) {
        if (pod.terminating()) {
            return "ends";
        }
        return pod.phase().isEmpty() || pod.phase().equals("Running") ? "not ready" : pod.phase();
    }

    /** The label that keeps Pods of the namespace from being selected, where there is a single one. */
    private static @Nullable String nearestPods(LabelSet selector, NetworkNamespace namespace) {
        for (var label : selector.toMap().entrySet()) {
            String key = label.getKey();
            Set<String> values = namespace.pods().stream()
                    .filter(pod -> selector.toMap().entrySet().stream()
                            .allMatch(it -> it.getKey().equals(key)
                                    || it.getValue().equals(pod.labels().get(it.getKey()))))
                    .map(pod -> pod.labels().get(key))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            List<String> near = Nearest.of(label.getValue(), values);
            if (!near.isEmpty()) {
                return "there are Pods with " + key + "=" + near.get(0) + "; correct the selector or the labels";
            }
        }
        return "compare spec.selector with the labels of the Pods: `kubectl get pods --show-labels`";
    }

    private static boolean matches(LabelSet selector, NetworkPod pod) {
        return selector.toMap().entrySet().stream()
                .allMatch(label -> label.getValue().equals(pod.labels().get(label.getKey())));
    }

    private static boolean publishes(Service service) {
        ServiceDetail detail = service.detail();
        return detail != null && detail.publishNotReady();
    }

    private static Stream<Endpoint> endpoints(Service service, NetworkNamespace namespace) {
        return namespace.slices(service.name()).stream().flatMap(slice -> slice.endpoints().stream());
    }

    private static List<Finding> endpoint(String label, Service service, NetworkNamespace namespace, boolean found) {
        if (label.startsWith("_") && !found) {
            return List.of(noPort("", label, service, namespace));
        }
        NetworkPod pod = named(label, service, namespace);
        if (found) {
            return List.of(new Finding(
                    Code.ENDPOINT_ANSWERS,
                    "it is " + (pod == null ? "an endpoint" : "Pod " + pod.name()) + " behind Service "
                            + namespace.name() + "/" + service.name(),
                    null,
                    pod == null ? name(service) : new ObjectName("Pod", pod.namespace(), pod.name(), "")));
        }
        Finding empty = empty(service, namespace);
        if (pod == null) {
            List<String> hostnames = endpoints(service, namespace)
                    .map(Endpoint::hostname)
                    .filter(Objects::nonNull)
                    .toList();
            List<String> near = Nearest.of(label, hostnames);
            return empty != null
                    ? List.of(empty)
                    : List.of(new Finding(
                            Code.NO_SUCH_ENDPOINT,
                            "Service " + namespace.name() + "/" + service.name() + " has no endpoint with the hostname "
                                    + label,
                            near.isEmpty() ? null : "did you mean " + String.join(" or ", near) + "?",
                            name(service)));
        }
        return List.of(unnamed(pod, label, service, empty));
    }

    /** Why a Pod that is there has no name of its own. */
    private static Finding unnamed(NetworkPod pod, String label, Service service, @Nullable Finding empty) {
        ObjectName object = new ObjectName("Pod", pod.namespace(), pod.name(), "");
        ServiceDetail detail = service.detail();
        String subdomain = pod.template().subdomain();
        String hostname = pod.hostname();
        if (detail != null && detail.selector().size() > 0 && !matches(detail.selector(), pod)) {
            return new Finding(
                    Code.POD_NOT_SELECTED,
                    "Pod " + pod + " is there, and the selector " + detail.selector() + " of Service " + service.name()
                            + " does not match it",
                    null,
                    object);
        }
        if (hostname == null) {
            return new Finding(
                    Code.POD_WITHOUT_HOSTNAME,
                    "Pod " + pod + " has no hostname, so that it has no name of its own",
                    "set spec.hostname and spec.subdomain: " + service.name()
                            + ", or let a StatefulSet with serviceName: " + service.name() + " make it",
                    object);
        }
        if (!hostname.equals(label)) {
            return new Finding(
                    Code.HOSTNAME_DIFFERS,
                    "Pod " + pod + " has the hostname " + hostname,
                    "ask for " + hostname + "." + service.name(),
                    object);
        }
        if (!service.name().equals(subdomain)) {
            return new Finding(
                    Code.SUBDOMAIN_DIFFERS,
                    "Pod " + pod + " has " + (subdomain == null ? "no subdomain" : "the subdomain " + subdomain)
                            + ", which has to be the name of the Service, " + service.name(),
                    "set spec.subdomain: " + service.name(),
                    object);
        }
        return empty != null && !pod.ready()
                ? empty
                : new Finding(
                        Code.PODS_NOT_READY,
                        "Pod " + pod + " is " + (pod.ready() ? "not in an EndpointSlice yet" : "not ready"),
                        pod.ready() ? null : "see why with `kubectl describe pod`",
                        object);
    }

    private static @Nullable NetworkPod named(String label, Service service, NetworkNamespace namespace) {
        Endpoint endpoint = endpoints(service, namespace)
                .filter(it -> label.equals(it.hostname()))
                .findFirst()
                .orElse(null);
        String podName = endpoint == null ? null : endpoint.podName();
        NetworkPod behind = podName == null ? null : namespace.pod(podName);
        if (behind != null) {
            return behind;
        }
        NetworkPod byHostname = namespace.pods().stream()
                .filter(pod -> label.equals(pod.hostname())
                        && service.name().equals(pod.template().subdomain()))
                .findFirst()
                .orElse(null);
        return byHostname == null ? namespace.pod(label) : byHostname;
    }

    private static List<Finding> port(
            String port, String protocol, Service service, NetworkNamespace namespace, boolean found) {
        if (found) {
            return List.of(new Finding(
                    Code.PORT_ANSWERS,
                    "it is the port " + port.replaceFirst("^_", "") + " of Service " + namespace.name() + "/"
                            + service.name(),
                    null,
                    name(service)));
        }
        if (!port.startsWith("_") || !protocol.startsWith("_")) {
            return List.of(new Finding(
                    Code.NOT_A_SERVICE_NAME,
                    "two labels in front of a Service are _PORT._PROTOCOL, and these are " + port + "." + protocol));
        }
        return List.of(noPort(port.substring(1), protocol, service, namespace));
    }

    private static Finding noPort(String port, String protocol, Service service, NetworkNamespace namespace) {
        List<ServicePort> ports = Stream.concat(
                        service.ports().stream(),
                        namespace.slices(service.name()).stream()
                                .map(EndpointSlice::ports)
                                .flatMap(List::stream))
                .filter(it -> !it.name().isEmpty())
                .distinct()
                .toList();
        String names = ports.stream()
                .map(it -> "_" + it.name() + "._" + it.protocol())
                .distinct()
                .collect(Collectors.joining(", "));
        String text = "Service " + namespace.name() + "/" + service.name() + " has no port "
                + (port.isEmpty() ? "" : port + " ") + "of protocol " + protocol.replaceFirst("^_", "");
        return new Finding(
                Code.NO_SUCH_PORT,
                text,
                names.isEmpty() ? "a port needs a name to have an SRV record" : "there are " + names,
                name(service));
    }
}
