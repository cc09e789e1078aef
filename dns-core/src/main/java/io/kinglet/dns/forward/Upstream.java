package io.kinglet.dns.forward;

import io.kinglet.dns.name.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private final InetSocketAddress address;
    private final HealthCheck health;

    /** Microseconds: smoothed time in the upper half, deviation in the lower; 0 before the first reply. */
    private final AtomicLong roundTrip = new AtomicLong();

    Upstream(InetSocketAddress address, HealthCheck health) {
        this.address = address;
        this.health = health;
    }

    InetSocketAddress address() {
        return address;
    }

    HealthCheck health() {
        return health;
    }

    /** An address as an operator writes it: {@code 10.0.0.1:53}, {@code [fd00::1]:53}. */
    static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null
                ? address.getHostString()
                : IpAddress.read(ip.getAddress(), 0, ip.getAddress().length).toString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
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

    /**
     * How long to wait for its reply before the next upstream is asked, nanoseconds.
     *
     * @param round 0 when it is asked for the first time for this query; every further round waits twice as long
     */
    long patience(int round) {
        long estimate = roundTrip.get();
        long wait = estimate == 0
                ? UNMEASURED_WAIT
                : Math.max(SHORTEST_WAIT, ((estimate >>> 32) + 4 * (estimate & 0xffffffffL)) * 1000);
        return wait << Math.min(round, MOST_DOUBLINGS);
    }
}
