package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What reachability is judged by, beside what DNS does: adds it to objects, or takes it away. Confined to one thread. */
final class Details {

    private final Map<Declared.Template, PodTemplate> templates = new IdentityHashMap<>();
    private final NodePorts nodePorts;

    Details(Collection<Declared> declared) {
        nodePorts = new NodePorts(declared);
    }

    PodDetail of(Declared.PodSpec pod) {
        Declared.Template template = pod.template();
        return new PodDetail(
                templates.computeIfAbsent(template, Details::template),
                template.hostname(),
                pod.ready(),
                template.node(),
                pod.nodeAddress(),
                pod.phase());
    }

    private static PodTemplate template(Declared.Template from) {
        return new PodTemplate(
                LabelSet.of(from.labels()), from.ports(), from.subdomain(), from.dnsPolicy(), from.dnsConfig());
    }

    ServiceDetail of(Declared.ServiceSpec service) {
        Declared.Exposure exposure = service.exposure();
        return new ServiceDetail(
                exposure.type(),
                LabelSet.of(service.selector()),
                service.ports().stream()
                        .map(port -> new ServiceDetail.Port(
                                port.name(),
                                port.protocol(),
                                port.number(),
                                port.targetNumber(),
                                port.targetName(),
                                nodePorts.of(service, port)))
                        .toList(),
                service.publishNotReady(),
                exposure.externalLocal(),
                exposure.internalLocal(),
                "");
    }

    /** The object, which a program made, with what it may have left out. */
    static ClusterObject completed(ClusterObject object, Map<String, String> labels) {
        if (object instanceof Pod pod && pod.detail() == null) {
            PodTemplate template =
                    new PodTemplate(LabelSet.of(labels), List.of(), null, "ClusterFirst", PodDnsConfig.NONE);
            PodDetail detail = new PodDetail(template, null, !pod.terminating(), "", null, "Running");
            return new Pod(pod.namespace(), pod.name(), pod.addresses(), pod.terminating(), pod.traits(), detail);
        }
        if (object instanceof Service service && service.detail() == null) {
            return service.withDetail(plain(service));
        }
        return object;
    }

    private static ServiceDetail plain(Service service) {
        String type = service.type() == Service.Type.EXTERNAL_NAME ? "ExternalName" : "ClusterIP";
        List<ServiceDetail.Port> ports = service.ports().stream()
                .map(port ->
                        new ServiceDetail.Port(port.name(), port.protocol(), port.number(), port.number(), null, 0))
                .toList();
        return new ServiceDetail(type, LabelSet.EMPTY, ports, false, false, false, "");
    }

    /** The object with what DNS asks of it alone. */
    static ClusterObject without(ClusterObject object) {
        if (object instanceof Namespace namespace) {
            return new Namespace(namespace.name());
        } else if (object instanceof Service service) {
            return service.withDetail(null);
        } else if (object instanceof Pod pod) {
            return new Pod(pod.namespace(), pod.name(), pod.addresses(), pod.terminating(), pod.traits());
        } else if (object instanceof EndpointSlice slice) {
            return new EndpointSlice(
                    slice.namespace(),
                    slice.name(),
                    slice.service(),
                    slice.importedService(),
                    slice.sourceCluster(),
                    slice.ports(),
                    slice.endpoints().stream().map(Details::without).toList(),
                    slice.triggered());
        }
        return object;
    }

    private static Endpoint without(Endpoint endpoint) {
        return endpoint.serving() == endpoint.ready() && !endpoint.terminating()
                ? endpoint
                : new Endpoint(
                        endpoint.addresses(),
                        endpoint.ready(),
                        endpoint.hostname(),
                        endpoint.podName(),
                        endpoint.zone());
    }
}
