package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way: asks upstream after upstream until one replies, the attempts are used up or the time is. Everybody who
 * waits gets the same answer.
 *
 * <pre>
 *   ask the first -- usual time over --> ask the next, too -- all asked, nothing for long --> ask the first again ...
 *        |                                      |
 *        +--------- the first reply ------------+--> the answer
 *
 *   nothing heard of any upstream asked, not even a reply to another question, for 1.4 s --> SERVFAIL
 * </pre>
 *
 * <p>An upstream that is left for the next one keeps its time: it may be slow with this question only. Its timers and replies come on
 * many threads; what they share is under the lock of this object, which is never held while a question is sent or an answer given.
 */
final class Flight {

    /** The answer is out before a stub resolver gives up after 5 seconds (resolv.conf(5), option timeout). */
    static final long BUDGET = 4_000_000_000L;

    /** After an interval of health checks and so much more without a sign of life nobody is there. */
    static final long SILENCE = 900_000_000L;

    /** The same for upstreams that are known to be down. */
    static final long SILENCE_WHEN_DOWN = 700_000_000L;

    /** How old a sign of life may be before another one is called for. */
    private static final long RECENT = 500_000_000L;

    private static final System.Logger LOG = System.getLogger(Flight.class.getName());

    private final ForwardConfig config;
    private final Exchange exchange;
    private final Scheduler scheduler;
    private final LongSupplier ticker;
    private final ForwardObserver observer;
    private final HedgeBudget hedges;
    private final Query asked;
    private final Upstream[] order;
    private final long started;
    private final long budget;
    private final long silence;
    private final int mostAttempts;
    private final CompletableFuture<Answer> landed = new CompletableFuture<>();

    private Transport transport;
    private int attempts;
    private int pending;
    private boolean over;
    private boolean anyBroken;
    private String trouble = "";
    private @Nullable InetSocketAddress teller;
    private @Nullable InetSocketAddress refuser;
    private @Nullable RelayedMessage refusal;
    private Scheduler.@Nullable Task timer;

    Flight(
            ForwardConfig config,
            Exchange exchange,
            Scheduler scheduler,
            LongSupplier ticker,
            ForwardObserver observer,
            HedgeBudget hedges,
            Query asked,
            Upstream[] order) {
        this.config = config;
        this.exchange = exchange;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.observer = observer;
        this.hedges = hedges;
        this.asked = asked;
        this.order = order;
        started = ticker.getAsLong();
        budget = Math.max(BUDGET, config.attemptTimeout().toNanos());
        silence = SILENCE + config.probe().interval().toNanos();
        mostAttempts = config.maxAttempts() > 0 ? config.maxAttempts() : 2 * order.length;
        transport = config.carriage().forceTcp()
                ? Transport.TCP
                : config.carriage().preferUdp() ? Transport.UDP : asked.transport();
    }

    /** When it began, by the ticker. */
    long started() {
        return started;
    }

    /** Whether it may ask every upstream there is. */
    boolean asksAll() {
        return mostAttempts >= order.length;
    }

    /** The answer, for everybody who waits. */
    CompletableFuture<Answer> landed() {
        return landed;
    }

    /** Once it has landed: the upstream whose reply that is, or the last one in trouble; null when there was no time to ask. */
    synchronized @Nullable InetSocketAddress teller() {
        return teller;
    }

    /** Asks the next upstream, if there is an attempt left; ends the flight if that was the last hope. */
    void ask() {
        Upstream upstream = null;
        long now = ticker.getAsLong();
        synchronized (this) {
            if (over) {
                return;
            }
            if (attempts < mostAttempts && now - started < budget) {
                upstream = order[attempts++ % order.length];
                pending++;
            } else if (pending > 0) {
                return;
            }
        }
        if (upstream == null) {
            land(refusal());
        } else {
            send(upstream, now);
        }
    }

    private void send(Upstream upstream, long now) {
        long wait = Math.min(started + budget - now, config.attemptTimeout().toNanos());
        if (upstream.health().down()) {
            wait = Math.min(wait, SILENCE_WHEN_DOWN);
        }
        try {
            exchange.exchange(asked, upstream.endpoint(), transport(), wait)
                    .whenComplete((outcome, bug) -> took(upstream, now, outcome, bug));
            setTimer(upstream, now, false);
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    private synchronized Transport transport() {
        return transport;
    }

    /**
     * @param mustWait whether a question to the next upstream was considered and is too many
     */
    private void setTimer(Upstream upstream, long sent, boolean mustWait) {
        long now = ticker.getAsLong();
        synchronized (this) {
            if (over) {
                return;
            }
            boolean hedge =
                    !mustWait && attempts < Math.min(mostAttempts, order.length) && isBetter(order[attempts], upstream);
            long wait = RECENT;
            if (attempts < mostAttempts) {
                wait = hedge ? upstream.hedgeAfter(attempts - 1) : upstream.patience((attempts - 1) / order.length);
                wait -= now - sent;
            }
            long delay = Math.max(0, Math.min(wait, silentUntil() - now));
            if (timer != null) {
                timer.cancel();
            }
            timer = scheduler.schedule(() -> rang(upstream, sent, hedge), delay);
        }
    }

    private static boolean isBetter(Upstream next, Upstream asked) {
        return !next.health().down() && !next.health().suspected()
                || asked.health().suspected();
    }

    /** When to give up if nothing is heard until then. */
    private long silentUntil() {
        if (!order[0].health().checks()) {
            return started + budget;
        }
        long last = started;
        boolean down = true;
        for (int i = 0; i < Math.min(attempts, order.length); i++) {
            HealthCheck health = order[i].health();
            last = Math.max(last - started, health.heard() - started) + started;
            down &= health.down();
        }
        return started + Math.min(last - started + (down ? SILENCE_WHEN_DOWN : silence), budget);
    }

    private void rang(Upstream upstream, long sent, boolean hedge) {
        try {
            long now = ticker.getAsLong();
            if (upstream.health().heard() - Math.max(sent - started, now - RECENT - started) - started < 0) {
                upstream.health().suspect();
            }
            boolean end;
            boolean more;
            synchronized (this) {
                if (over) {
                    return;
                }
                end = now - silentUntil() >= 0;
                more = attempts < mostAttempts;
            }
            if (end) {
                note(upstream, "no reply in time");
                land(refusal());
            } else if (more && (!hedge || hedges.spend())) {
                ask();
            } else {
                setTimer(upstream, sent, true);
            }
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    private void took(Upstream upstream, long sent, @Nullable Outcome outcome, @Nullable Throwable bug) {
        try {
            synchronized (this) {
                pending--;
            }
            if (outcome instanceof Outcome.Reply reply) {
                RelayedMessage message = AnswerChain.keep(reply.message(), asked);
                if (message != null) {
                    replied(upstream, message, ticker.getAsLong() - sent);
                    return;
                }
            }
            note(upstream, outcome != null ? outcome.problem() : String.valueOf(bug));
            boolean silent = outcome instanceof Outcome.TimedOut;
            boolean busy = outcome instanceof Outcome.Busy;
            if (!busy && (!silent || upstream.health().heard() - sent < 0)) {
                upstream.health().suspect();
            }
            boolean again;
            synchronized (this) {
                anyBroken |= !silent;
                if (busy) {
                    attempts = mostAttempts;
                }
                // What is broken in two passes is broken: further attempts are the timer's, or there would be
                // thousands.
                again = attempts < 2 * order.length || attempts >= mostAttempts;
            }
            if (again) {
                ask();
            }
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    private synchronized void note(Upstream upstream, String problem) {
        trouble = upstream.endpoint() + ": " + problem;
        teller = over ? teller : upstream.endpoint().address();
    }

    private void replied(Upstream upstream, RelayedMessage message, long nanos) {
        upstream.replied(nanos);
        observer.exchanged(upstream.endpoint().address(), message.rcode(), nanos);
        boolean overTcp = false;
        boolean next = false;
        synchronized (this) {
            if (over) {
                return;
            }
            if (message.truncated()
                    && config.carriage().preferUdp()
                    && transport == Transport.UDP
                    && upstream.endpoint().carrier(transport) == Carrier.UDP) {
                transport = Transport.TCP;
                pending++;
                overTcp = true;
            } else if (message.truncated() && config.carriage().preferUdp() && pending > 0) {
                // Asked over UDP before another one was asked over TCP, whose reply is whole.
                if (refusal == null) {
                    refuse(upstream, message);
                }
                return;
            } else if (config.rcodes().failover().contains(message.rcode())
                    && (pending > 0 || attempts < Math.min(mostAttempts, order.length))) {
                refuse(upstream, message);
                next = true;
            } else {
                over = true;
                teller = upstream.endpoint().address();
            }
        }
        if (overTcp) {
            send(upstream, ticker.getAsLong());
        } else if (!next) {
            land(new Answer.Relayed(message, 0));
        } else {
            askOther();
        }
    }

    private void askOther() {
        boolean untried;
        synchronized (this) {
            untried = attempts < order.length;
        }
        if (untried) {
            ask();
        }
    }

    /** Keeps a reply for the case that there is no better one; under the lock. */
    private void refuse(Upstream upstream, RelayedMessage message) {
        refusal = message;
        refuser = upstream.endpoint().address();
    }

    /** What there is to say when no reply will do; none is waited for any more. */
    private synchronized Answer refusal() {
        over = true;
        if (refusal == null) {
            return failure();
        }
        teller = refuser;
        return new Answer.Relayed(refusal, 0);
    }

    private Answer failure() {
        int error = anyBroken ? ExtendedError.NETWORK_ERROR : ExtendedError.NO_REACHABLE_AUTHORITY;
        return new Answer.Failure(Rcode.SERVFAIL, error, "upstream " + trouble);
    }

    private void land(Answer answer) {
        synchronized (this) {
            over = true;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
        landed.complete(answer);
    }

    private void bug(RuntimeException e) {
        LOG.log(Level.ERROR, () -> "a bug was met forwarding " + asked + "; SERVFAIL sent", e);
        land(new Answer.Failure(Rcode.SERVFAIL));
    }
}
