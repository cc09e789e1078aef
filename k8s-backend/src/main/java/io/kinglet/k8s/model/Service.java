package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Service.
 *
 * @param clusterIps {@code spec.clusterIPs}, or the one {@code spec.clusterIP}; empty for headless and ExternalName
 * @param externalName {@code spec.externalName}, in presentation format and unchecked; null but for EXTERNAL_NAME
 * @param external {@link External#NONE} where it was not asked for
 * @param detail null where it was not asked for
 */
public record Service(
        String namespace,
        String name,
        Type type,
        List<IpAddress> clusterIps,
        @Nullable String externalName,
        List<ServicePort> ports,
        External external,
        @Nullable ServiceDetail detail)
        implements ClusterObject {

    /** How DNS treats the Service; NodePort and LoadBalancer count as CLUSTER_IP. */
    public enum Type {
        /** Answered with its cluster IPs. Without one yet (not allocated) it has a name and no addresses. */
        CLUSTER_IP,
        /** {@code clusterIP: None}: answered with the addresses of its ready endpoints. */
        HEADLESS,
        /** Answered with a CNAME. */
        EXTERNAL_NAME
    }

    /** One of which no detail was asked. */
    public Service(
            String namespace,
            String name,
            Type type,
            List<IpAddress> clusterIps,
            @Nullable String externalName,
            List<ServicePort> ports,
            External external) {
        this(namespace, name, type, clusterIps, externalName, ports, external, null);
    }

    /** One that is not reached from outside, or of which that was not asked. */
    public Service(
            String namespace,
            String name,
            Type type,
            List<IpAddress> clusterIps,
            @Nullable String externalName,
            List<ServicePort> ports) {
        this(namespace, name, type, clusterIps, externalName, ports, External.NONE);
    }

    /**
     * The same with this detail.
     *
     * @param other null for none
     */
    public Service withDetail(@Nullable ServiceDetail other) {
        return new Service(namespace, name, type, clusterIps, externalName, ports, external, other);
    }

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }
}
