package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceImport;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.source.ClusterScope;
import java.util.List;
import java.util.stream.Collectors;

/** Worlds of YAML, and their objects as one line of text each. */
final class Worlds {

    static final ClusterScope ALL = ClusterScope.of(Kind.values());

    private Worlds() {}

    /** The objects of these kinds, one line each, without those that every cluster has. */
    static List<String> lines(String yaml, Kind... kinds) {
        RecordedSink sink = new RecordedSink();
        try (ManifestSource source = ManifestSource.ofText("test.yaml", yaml)) {
            source.start(ClusterScope.of(kinds), sink);
            return sink.next().stream()
                    .filter(line -> line.startsWith("put "))
                    .map(line -> line.substring(4))
                    .filter(line -> !line.startsWith("Service default/kubernetes"))
                    .filter(line -> !line.equals("Namespace default") && !line.equals("Namespace kube-system"))
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String line(ClusterObject object) {
        String key = ObjectKey.of(object).toString();
        if (object instanceof Service service) {
            return key + " " + service.type() + " " + service.clusterIps() + ports(service.ports())
                    + (service.externalName() == null ? "" : " " + service.externalName());
        } else if (object instanceof Pod pod) {
            return key + " " + pod.addresses() + (pod.terminating() ? " terminating" : "");
        } else if (object instanceof ServiceImport imported) {
            return key + (imported.headless() ? " headless " : " ") + imported.addresses() + ports(imported.ports());
        } else if (object instanceof EndpointSlice slice) {
            return key + " of " + slice.service()
                    + (slice.importedService() == null ? "" : " import " + slice.importedService())
                    + (slice.sourceCluster() == null ? "" : " from " + slice.sourceCluster())
                    + ports(slice.ports())
                    + slice.endpoints().stream().map(Worlds::endpoint).collect(Collectors.joining());
        }
        return key;
    }

    private static String endpoint(Endpoint endpoint) {
        return " | " + endpoint.addresses()
                + (endpoint.ready() ? "" : " unready")
                + (endpoint.hostname() == null ? "" : " host " + endpoint.hostname())
                + (endpoint.podName() == null ? "" : " pod " + endpoint.podName())
                + (endpoint.zone() == null ? "" : " zone " + endpoint.zone());
    }

    private static String ports(List<ServicePort> ports) {
        return ports.stream()
                .map(port -> " " + port.name() + "/" + port.protocol() + "/" + port.number())
                .collect(Collectors.joining());
    }
}
