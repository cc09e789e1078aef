package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of an EndpointSlice.
 *
 * @param addresses at least one; all of one family
 * @param ready {@code conditions.ready}, true when it is absent (EndpointSlice v1)
 * @param hostname {@code hostname}; null when absent
 * @param podName {@code targetRef.name} when that is a Pod; null otherwise
 * @param zone {@code zone}, the topology zone; null when absent
 */
public record Endpoint(
        List<IpAddress> addresses,
        boolean ready,
        @Nullable String hostname,
        @Nullable String podName,
        @Nullable String zone) {}
