package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What reachability and explanations need of a Pod beside what DNS does. Read only where it is asked for.
 *
 * @param template what it has in common with its like
 * @param hostname {@code spec.hostname}; null when absent
 * @param ready whether its condition Ready is True
 * @param node {@code spec.nodeName}; empty before it is scheduled
 * @param nodeAddress {@code status.hostIP}; null before it runs
 * @param phase {@code status.phase}, such as {@code Running}; empty when absent
 */
public record PodDetail(
        PodTemplate template,
        @Nullable String hostname,
        boolean ready,
        String node,
        @Nullable IpAddress nodeAddress,
        String phase) {}
