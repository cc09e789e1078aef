package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;

/**
 * A ServiceImport of the Multi-Cluster Services API (KEP-1645).
 *
 * @param headless {@code spec.type: Headless}; otherwise ClusterSetIP
 * @param addresses {@code spec.ips}; empty when headless
 */
public record ServiceImport(
        String namespace, String name, boolean headless, List<IpAddress> addresses, List<ServicePort> ports)
        implements ClusterObject {

    @Override
    public Kind kind() {
        return Kind.SERVICE_IMPORT;
    }
}
