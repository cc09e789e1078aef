package io.kinglet.k8s.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Pod that Pods of one workload have in common, so that it can be kept once for all of them.
 *
 * @param ports of all containers that run as long as the Pod does
 * @param subdomain {@code spec.subdomain}; null when absent
 * @param dnsPolicy {@code spec.dnsPolicy}: {@code ClusterFirst}, {@code ClusterFirstWithHostNet}, {@code Default} or {@code None}
 */
public record PodTemplate(
        LabelSet labels,
        List<ContainerPort> ports,
        @Nullable String subdomain,
        String dnsPolicy,
        PodDnsConfig dnsConfig) {

    public PodTemplate {
        ports = List.copyOf(ports);
    }

    /**
     * A port of a container.
     *
     * @param name empty when it has none
     * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}
     * @param number 1 to 65535
     */
    public record ContainerPort(String name, String protocol, int number) {}
}
