package io.kinglet.k8s.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An EndpointSlice of addresses (slices of type FQDN never come this far).
 *
 * @param service label {@code kubernetes.io/service-name}; null when absent
 * @param importedService label {@code multicluster.kubernetes.io/service-name}; null when absent
 * @param sourceCluster label {@code multicluster.kubernetes.io/source-cluster}; null when absent
 * @param ports empty when the slice names none; a port without a number is left out
 * @param triggered annotation {@code endpoints.kubernetes.io/last-change-trigger-time}; null when absent or unreadable
 */
public record EndpointSlice(
        String namespace,
        String name,
        @Nullable String service,
        @Nullable String importedService,
        @Nullable String sourceCluster,
        List<ServicePort> ports,
        List<Endpoint> endpoints,
        @Nullable Instant triggered)
        implements ClusterObject {

    @Override
    public Kind kind() {
        return Kind.ENDPOINT_SLICE;
    }
}
