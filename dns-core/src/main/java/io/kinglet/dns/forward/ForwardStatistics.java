package io.kinglet.dns.forward;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Counts of a {@link ForwardLayer} since it was made.
 *
 * @param waiting queries waiting for an upstream now
 * @param rejected queries refused for too many waiting
 * @param allDown queries that came while every upstream was down
 * @param shared queries that were answered by the exchange of an identical one
 * @param failedChecks failed health checks by upstream
 * @param upstreams how each is, in the order of the configuration
 */
public record ForwardStatistics(
        int waiting,
        long rejected,
        long allDown,
        long shared,
        Map<InetSocketAddress, Long> failedChecks,
        List<UpstreamState> upstreams) {

    /**
     * How an upstream is.
     *
     * @param roundTrip smoothed (RFC 6298 section 2); zero before the first reply
     */
    public record UpstreamState(Endpoint endpoint, Condition condition, Duration roundTrip, long failedChecks) {}

    /** What is thought of an upstream. */
    public enum Condition {
        WELL,
        /** It has not replied to the last question. */
        SUSPECTED,
        /** So many checks in a row failed that others are asked. */
        DOWN
    }

    public ForwardStatistics {
        failedChecks = Map.copyOf(failedChecks);
        upstreams = List.copyOf(upstreams);
    }
}
