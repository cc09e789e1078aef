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
 * @param serving {@code conditions.serving}, {@code ready} when it is absent or was not asked for
 * @param terminating {@code conditions.terminating}; false when it was not asked for
 */
public record Endpoint(
        List<IpAddress> addresses,
        boolean ready,
        @Nullable String hostname,
        @Nullable String podName,
        @Nullable String zone,
        boolean serving,
        boolean terminating) {

    /** One of which it was not asked whether it serves while it ends. */
    public Endpoint(
            List<IpAddress> addresses,
            boolean ready,
            @Nullable String hostname,
            @Nullable String podName,
            @Nullable String zone) {
        this(addresses, ready, hostname, podName, zone, ready, false);
    }
}
