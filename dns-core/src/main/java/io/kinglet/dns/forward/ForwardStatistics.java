package io.kinglet.dns.forward;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Counts of a {@link ForwardLayer} since it was made.
 *
 * @param waiting queries waiting for an upstream now
 * @param rejected queries refused for too many waiting
 * @param allDown queries that came while every upstream was down
 * @param shared queries that were answered by the exchange of an identical one
 * @param failedChecks failed health checks by upstream
 */
public record ForwardStatistics(
        int waiting, long rejected, long allDown, long shared, Map<InetSocketAddress, Long> failedChecks) {

    public ForwardStatistics {
        failedChecks = Map.copyOf(failedChecks);
    }
}
