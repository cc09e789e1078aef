package io.kinglet.dns.forward;

import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Watches one upstream, only while there is a doubt: a question it does not answer starts it, the first reply ends it. Any thread.
 *
 * <pre>
 *   fine --- silent or broken --> suspected --- more than maxFails checks failed --> down
 *     ^                              |                                               |
 *     +------------------------------+------------------- any reply ----------------+
 * </pre>
 *
 * <p>Checks go out every interval whether the one before has come to an end or not, so that an upstream that is back is noticed
 * after one interval, not after a timeout and an interval.
 */
final class HealthCheck {

    private static final System.Logger LOG = System.getLogger(HealthCheck.class.getName());
    private static final long WAIT = 1_000_000_000L;
    private static final int MOST_UNANSWERED = 4;

    private final Endpoint endpoint;
    private final Exchange exchange;
    private final Scheduler scheduler;
    private final LongSupplier ticker;
    private final Transport transport;
    private final Query question;
    private final long interval;
    private final int maxFails;

    private final AtomicBoolean checking = new AtomicBoolean();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger fails = new AtomicInteger();
    private final LongAdder failures = new LongAdder();
    private volatile boolean suspected;
    private volatile long suspectedAt;
    private volatile long heard;
    private volatile boolean closed;

    HealthCheck(Endpoint endpoint, ForwardConfig config, Exchange exchange, Scheduler scheduler, LongSupplier ticker) {
        this.endpoint = endpoint;
        this.exchange = exchange;
        this.scheduler = scheduler;
        this.ticker = ticker;
        transport = config.carriage().forceTcp() || endpoint.protocol() != Endpoint.Protocol.DNS
                ? Transport.TCP
                : Transport.UDP;
        question = UpstreamQuery.probe(config.probe().name(), config.probe().recursionDesired(), transport);
        interval = config.probe().interval().toNanos();
        maxFails = config.maxFails();
        heard = ticker.getAsLong() - 1;
    }

    /** A question was not answered: the connection broke, or nothing at all was heard since it was asked. */
    void suspect() {
        suspectedAt = ticker.getAsLong();
        suspected = true;
        if (maxFails > 0 && !closed && checking.compareAndSet(false, true)) {
            check();
        }
    }

    /** A reply came. */
    void alive() {
        heard = ticker.getAsLong();
        suspected = false;
        if (fails.get() != 0 && fails.getAndSet(0) > maxFails) {
            LOG.log(Level.INFO, () -> "upstream " + endpoint + " replies again");
        }
    }

    /** When the last reply came, by the ticker. */
    long heard() {
        return heard;
    }

    /** Whether it failed after its last reply. Where nothing is checked the doubt ends by itself, or it would never be asked. */
    boolean suspected() {
        return suspected && (maxFails > 0 || ticker.getAsLong() - suspectedAt < WAIT);
    }

    /** Whether so many checks in a row failed that it is not asked while others are up. */
    boolean down() {
        return maxFails > 0 && fails.get() > maxFails;
    }

    /** Whether anything would be noticed of an upstream that is back while nobody asks. */
    boolean checks() {
        return maxFails > 0;
    }

    long failures() {
        return failures.sum();
    }

    /** Ends the checks. */
    void close() {
        closed = true;
    }

    private void check() {
        if (closed || !suspected) {
            checking.set(false);
            // Suspected again in between: whoever found `checking` set has left it to this one.
            if (closed || !suspected || !checking.compareAndSet(false, true)) {
                return;
            }
        }
        if (unanswered.get() < MOST_UNANSWERED) {
            unanswered.incrementAndGet();
            exchange.exchange(question, endpoint, transport, WAIT).whenComplete(this::checked);
        }
        scheduler.schedule(this::check, interval);
    }

    private void checked(Exchange.Outcome outcome, Throwable bug) {
        unanswered.decrementAndGet();
        if (outcome instanceof Exchange.Outcome.Reply) {
            alive();
        } else if (suspected && !(outcome instanceof Exchange.Outcome.Busy)) {
            failures.increment();
            if (fails.incrementAndGet() == maxFails + 1) {
                String problem = outcome != null ? outcome.problem() : String.valueOf(bug);
                LOG.log(
                        Level.WARNING,
                        () -> "upstream " + endpoint + " fails its health checks (" + problem
                                + "); others are asked until it replies");
            }
        }
    }
}
