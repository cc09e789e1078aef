package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.List;
import java.util.Objects;

/** Why a Service, or a port of it, has no endpoint at all. Stateless. */
final class WhyNobody {

    private WhyNobody() {}

    static Remark of(ClusterNetwork network, Service service, ServiceDetail.Port port) {
        NetworkNamespace namespace = network.namespace(service.namespace());
        ServiceDetail detail = service.detail();
        List<EndpointSlice> slices = namespace == null ? List.of() : namespace.slices(service.name());
        LabelSet selector = detail == null ? LabelSet.EMPTY : detail.selector();
        if (slices.stream().anyMatch(slice -> !slice.endpoints().isEmpty())) {
            return portMissing(service, port, slices);
        }
        if (detail != null && selector.size() == 0) {
            return new Remark(
                    Remark.Code.NO_SELECTOR,
                    "Service " + name(service)
                            + " has no selector, and nobody made an EndpointSlice with endpoints for it");
        }
        LabelSelector selects = LabelSelector.of(selector.toMap());
        List<NetworkPod> pods = namespace == null || detail == null
                ? List.of()
                : namespace.pods().stream()
                        .filter(pod -> selects.matches(pod.labels()))
                        .toList();
        if (detail != null && pods.isEmpty()) {
            return new Remark(
                    Remark.Code.SELECTS_NOBODY,
                    "the selector of Service " + name(service) + ", " + selector + ", matches no Pods of its namespace"
                            + (namespace == null ? "" : nearly(namespace, selector)));
        }
        List<String> unready = pods.stream()
                .filter(pod -> !pod.ready())
                .map(pod -> pod + " (" + (pod.phase().isEmpty() ? "not ready" : pod.phase()) + ")")
                .toList();
        return !pods.isEmpty() && unready.size() == pods.size()
                ? new Remark(
                        Remark.Code.NOT_READY,
                        "no Pod of Service " + name(service) + " is ready: " + Texts.some(unready))
                : new Remark(
                        Remark.Code.NO_ENDPOINTS,
                        "Service " + name(service) + " has no endpoints"
                                + (pods.isEmpty()
                                        ? ""
                                        : " though " + Texts.count(pods.size(), "Pod") + " of it "
                                                + (pods.size() == 1 ? "is" : "are")
                                                + " there: none is in an EndpointSlice yet"));
    }

    private static Remark portMissing(Service service, ServiceDetail.Port port, List<EndpointSlice> slices) {
        List<String> there = slices.stream()
                .flatMap(slice -> slice.ports().stream())
                .map(it -> (it.name().isEmpty() ? "" : it.name() + " ") + it.number() + "/" + it.protocol())
                .distinct()
                .toList();
        String has = there.isEmpty() ? "they have no ports" : "they have " + Texts.some(there);
        String text = port.targetName() == null
                ? "no EndpointSlice of Service " + name(service) + " has a port " + quoted(port.name(), port.protocol())
                : "no container of the Pods behind Service " + name(service) + " has a " + port.protocol()
                        + " port named " + port.targetName();
        return new Remark(Remark.Code.PORT_WITHOUT_ENDPOINTS, text + "; " + has);
    }

    private static String quoted(String name, String protocol) {
        return name.isEmpty() ? "without a name for " + protocol : "named " + name + " for " + protocol;
    }

    /** The labels the selector asks for that some Pod has, so that one sees which is wrong. */
    private static String nearly(NetworkNamespace namespace, LabelSet selector) {
        if (selector.size() < 2) {
            return "";
        }
        List<String> met = selector.toMap().entrySet().stream()
                .filter(label -> namespace.pods().stream()
                        .anyMatch(pod -> Objects.equals(pod.labels().get(label.getKey()), label.getValue())))
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
        return met.isEmpty() ? "" : "; there are Pods with " + String.join(" and others with ", met);
    }

    private static String name(Service service) {
        return service.namespace() + "/" + service.name();
    }
}
