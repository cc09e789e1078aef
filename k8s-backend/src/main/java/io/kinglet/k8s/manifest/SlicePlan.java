package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the slices of Services from their selectors, as the endpointslice controller does. Confined to one thread. */
final class SlicePlan {

    private static final int ENDPOINTS_MAX = 100;

    /** One pair of a label in one namespace. */
    private record Label(String namespace, String key, String value) {}

    private final Map<Label, List<Declared.PodSpec>> byLabel = new HashMap<>();
    private final Set<ObjectKey> given;

    /**
     * @param pods in the order that endpoints shall have
     * @param given keys of the slices written by hand, whose names are taken
     */
    SlicePlan(Collection<Declared.PodSpec> pods, Set<ObjectKey> given) {
        this.given = given;
        for (Declared.PodSpec pod : pods) {
            String namespace = pod.header().key().namespace();
            pod.template()
                    .labels()
                    .forEach((key, value) -> byLabel.computeIfAbsent(
                                    new Label(namespace, key, value), label -> new ArrayList<>())
                            .add(pod));
        }
    }

    List<Labelled> derive(Declared.ServiceSpec service) {
        List<Labelled> slices = new ArrayList<>();
        if (service.selector().isEmpty() || service.type() == Service.Type.EXTERNAL_NAME) {
            return slices;
        }
        Map<String, String> labels = new HashMap<>(service.header().labels());
        labels.put(SliceReader.SERVICE, service.header().key().name());
        labels.put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        if (service.type() == Service.Type.HEADLESS) {
            labels.put("service.kubernetes.io/headless", "");
        }
        int number = 1;
        for (boolean v6 : service.families()) {
            // Pods that give a port name different numbers need slices of their own.
            Map<List<ServicePort>, List<Endpoint>> byPorts = new LinkedHashMap<>();
            for (Declared.PodSpec pod : selected(service)) {
                List<IpAddress> addresses = pod.addresses().stream()
                        .filter(address -> address.v6() == v6)
                        .limit(1)
                        .toList();
                if (!addresses.isEmpty()) {
                    byPorts.computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                            .add(endpoint(service, pod, addresses));
                }
            }
            for (Map.Entry<List<ServicePort>, List<Endpoint>> group : byPorts.entrySet()) {
                for (int from = 0; from < group.getValue().size(); from += ENDPOINTS_MAX) {
                    int to = Math.min(from + ENDPOINTS_MAX, group.getValue().size());
                    while (given.contains(key(service, number))) {
                        number++;
                    }
                    ObjectKey key = key(service, number++);
                    List<Endpoint> endpoints = List.copyOf(group.getValue().subList(from, to));
                    EndpointSlice slice = new EndpointSlice(
                            key.namespace(),
                            key.name(),
                            service.header().key().name(),
                            null,
                            null,
                            group.getKey(),
                            endpoints,
                            null);
                    slices.add(new Labelled(slice, labels));
                }
            }
        }
        return slices;
    }

    private List<Declared.PodSpec> selected(Declared.ServiceSpec service) {
        List<Declared.PodSpec> fewest = null;
        for (Map.Entry<String, String> entry : service.selector().entrySet()) {
            Label label = new Label(service.header().key().namespace(), entry.getKey(), entry.getValue());
            List<Declared.PodSpec> pods = byLabel.getOrDefault(label, List.of());
            fewest = fewest == null || pods.size() < fewest.size() ? pods : fewest;
        }
        return fewest == null
                ? List.of()
                : fewest.stream()
                        .filter(pod -> pod.template()
                                .labels()
                                .entrySet()
                                .containsAll(service.selector().entrySet()))
                        .toList();
    }

    private static Endpoint endpoint(Declared.ServiceSpec service, Declared.PodSpec pod, List<IpAddress> addresses) {
        Declared.Template template = pod.template();
        boolean named = service.header().key().name().equals(template.subdomain());
        return new Endpoint(
                addresses,
                service.publishNotReady() || pod.ready() && !pod.terminating(),
                named ? template.hostname() : null,
                pod.header().key().name(),
                template.zone(),
                pod.ready(),
                pod.terminating());
    }

    private static List<ServicePort> ports(Declared.ServiceSpec service, Declared.PodSpec pod) {
        List<ServicePort> ports = new ArrayList<>();
        for (Declared.Port port : service.ports()) {
            Integer number = port.targetName() == null ? Integer.valueOf(port.targetNumber()) : named(port, pod);
            if (number != null) {
                ports.add(new ServicePort(port.name(), port.protocol(), number));
            }
        }
        return List.copyOf(ports);
    }

    private static @Nullable Integer named(Declared.Port port, Declared.PodSpec pod) {
        for (ContainerPort candidate : pod.template().ports()) {
            if (candidate.name().equals(port.targetName())
                    && candidate.protocol().equals(port.protocol())) {
                return candidate.number();
            }
        }
        return null;
    }

    private static ObjectKey key(Declared.ServiceSpec service, int number) {
        ObjectKey of = service.header().key();
        return new ObjectKey("EndpointSlice", of.namespace(), of.name() + "-derived-" + number);
    }
}
