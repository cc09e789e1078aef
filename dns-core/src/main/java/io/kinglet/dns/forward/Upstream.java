package io.kinglet.dns.forward;

import io.kinglet.dns.forward.ForwardStatistics.Condition;
import io.kinglet.dns.forward.ForwardStatistics.UpstreamState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One upstream and how fast it is: a smoothed round-trip time and its deviation (RFC 6298 section 2), packed into one long so that
 * replies on many threads never mix them up. Any thread.
 */
final class Upstream {

    /** Below this a wait is never cut: an upstream that must itself ask around is not dead. */
    private static final long SHORTEST_WAIT = 400_000_000L;

    private static final long UNMEASURED_WAIT = 800_000_000L;
    private static final int MOST_DOUBLINGS = 3;

    private static final long SOONEST_HEDGE = 25_000_000L;
    private static final long LATEST_HEDGE = 150_000_000L;

    private final Endpoint endpoint;
    private final HealthCheck health;

    /** Microseconds: smoothed time in the upper half, deviation in the lower; 0 before the first reply. */
    private final AtomicLong roundTrip = new AtomicLong();

    Upstream(Endpoint endpoint, HealthCheck health) {
        this.endpoint = endpoint;
        this.health = health;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    HealthCheck health() {
        return health;
    }

    UpstreamState state() {
        Condition condition =
                health.down() ? Condition.DOWN : health.suspected() ? Condition.SUSPECTED : Condition.WELL;
        return new UpstreamState(
                endpoint, condition, Duration.ofNanos((roundTrip.get() >>> 32) * 1000), health.failures());
    }

    /** Takes note of a reply that took {@code nanos}. */
    void replied(long nanos) {
        long micros = Math.max(1, Math.min(nanos / 1000, Integer.MAX_VALUE));
        roundTrip.updateAndGet(old -> {
            if (old == 0) {
                return micros << 32 | micros / 2;
            }
            long smoothed = old >>> 32;
            long deviation = old & 0xffffffffL;
            deviation += (Math.abs(smoothed - micros) - deviation) / 4;
            smoothed += (micros - smoothed) / 8;
            return Math.max(1, smoothed) << 32 | Math.max(0, deviation);
        });
        health.alive();
    }

    /** What nearly all replies take, nanoseconds; 0 before the first one. */
    private long usual() {
        long estimate = roundTrip.get();
        return ((estimate >>> 32) + 4 * (estimate & 0xffffffffL)) * 1000;
    }

    /**
     * After how long another upstream that is well may be asked the same, nanoseconds.
     *
     * @param before how many were asked before this one: their time was lost already, so each waits half as long
     */
    long hedgeAfter(int before) {
        long usual = usual();
        long wait = usual == 0 ? LATEST_HEDGE : Math.min(usual, LATEST_HEDGE);
        return Math.max(wait >> Math.min(before, 8), SOONEST_HEDGE);
    }

    /**
     * How long to wait for its reply before the question is sent again, nanoseconds.
     *
     * @param round 0 when it is asked for the first time for this query; every further round waits twice as long
     */
    long patience(int round) {
        long usual = usual();
        long wait = usual == 0 ? UNMEASURED_WAIT : Math.max(SHORTEST_WAIT, usual);
        return wait << Math.min(round, MOST_DOUBLINGS);
    }
}
