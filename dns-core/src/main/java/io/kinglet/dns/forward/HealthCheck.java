package io.kinglet.dns.forward;

import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches one upstream, only while there is a doubt: the first exchange that fails starts it, the first reply ends it. Any
 * thread.
 *
 * <pre>
 *   fine --- exchange failed --> suspected --- more than maxFails checks failed --> down
 *     ^                              |                                               |
 *     +------------------------------+------------------- any reply ----------------+
 * </pre>
 */
final class HealthCheck {

    private static final System.Logger LOG = System.getLogger(HealthCheck.class.getName());
    private static final long WAIT = 1_000_000_000L;

    private final InetSocketAddress address;
    private final Exchange exchange;
    private final Scheduler scheduler;
    private final Transport transport;
    private final Query question;
    private final long interval;
    private final int maxFails;

    private final AtomicBoolean checking = new AtomicBoolean();
    private final AtomicInteger fails = new AtomicInteger();
    private final LongAdder failures = new LongAdder();
    private volatile boolean suspected;
    private volatile boolean closed;

    HealthCheck(InetSocketAddress address, ForwardConfig config, Exchange exchange, Scheduler scheduler) {
        this.address = address;
        this.exchange = exchange;
        this.scheduler = scheduler;
        transport = config.carriage().forceTcp() ? Transport.TCP : Transport.UDP;
        question = UpstreamQuery.probe(config.probe().name(), config.probe().recursionDesired(), transport);
        interval = config.probe().interval().toNanos();
        maxFails = config.maxFails();
    }

    /** An exchange failed. */
    void suspect() {
        if (maxFails == 0 || closed) {
            return;
        }
        suspected = true;
        if (checking.compareAndSet(false, true)) {
            check();
        }
    }

    /** A reply came. */
    void alive() {
        suspected = false;
        if (fails.get() != 0 && fails.getAndSet(0) > maxFails) {
            LOG.log(Level.INFO, () -> "upstream " + Upstream.text(address) + " replies again");
        }
    }

    /** Whether it failed an exchange or a check after its last reply. */
    boolean suspected() {
        return suspected;
    }

    /** Whether so many checks in a row failed that it is not asked while others are up. */
    boolean down() {
        return maxFails > 0 && fails.get() > maxFails;
    }

    long failures() {
        return failures.sum();
    }

    /** Ends the checks. */
    void close() {
        closed = true;
    }

    private void check() {
        if (closed) {
            return;
        }
        exchange.exchange(question, address, transport, WAIT).whenComplete((outcome, bug) -> {
            if (outcome instanceof Exchange.Outcome.Reply) {
                alive();
                checking.set(false);
                return;
            }
            suspected = true;
            failures.increment();
            if (fails.incrementAndGet() == maxFails + 1) {
                String problem = outcome != null ? outcome.problem() : String.valueOf(bug);
                LOG.log(
                        Level.WARNING,
                        () -> "upstream " + Upstream.text(address) + " fails its health checks (" + problem
                                + "); others are asked until it replies");
            }
            scheduler.schedule(this::check, interval);
        });
    }
}
