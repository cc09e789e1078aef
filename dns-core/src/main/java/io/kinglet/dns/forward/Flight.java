package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way: asks upstream after upstream until one replies, the attempts are used up or the time is. Everybody who
 * waits gets the same answer. Its steps follow one another, each on the thread that completed the exchange before.
 */
final class Flight {

    /** The answer is out before a stub resolver gives up after 5 seconds (resolv.conf(5), option timeout). */
    static final long BUDGET = 4_000_000_000L;

    private static final System.Logger LOG = System.getLogger(Flight.class.getName());

    private final ForwardConfig config;
    private final Exchange exchange;
    private final LongSupplier ticker;
    private final ForwardObserver observer;
    private final Query asked;
    private final Upstream[] order;
    private final long started;
    private final int mostAttempts;
    private final CompletableFuture<Answer> landed = new CompletableFuture<>();

    private Transport transport;
    private int attempts;
    private String trouble = "";
    private @Nullable RelayedMessage refusal;

    Flight(
            ForwardConfig config,
            Exchange exchange,
            LongSupplier ticker,
            ForwardObserver observer,
            Query asked,
            Upstream[] order) {
        this.config = config;
        this.exchange = exchange;
        this.ticker = ticker;
        this.observer = observer;
        this.asked = asked;
        this.order = order;
        started = ticker.getAsLong();
        mostAttempts = config.maxAttempts() > 0 ? config.maxAttempts() : 2 * order.length;
        transport = config.carriage().forceTcp()
                ? Transport.TCP
                : config.carriage().preferUdp() ? Transport.UDP : asked.transport();
    }

    /** When it began, by the ticker. */
    long started() {
        return started;
    }

    /** The answer, for everybody who waits. */
    CompletionStage<Answer> landed() {
        return landed;
    }

    /** Asks the next upstream. */
    void step() {
        long now = ticker.getAsLong();
        long left = started + BUDGET - now;
        if (attempts >= mostAttempts || left <= 0) {
            land(refusal != null ? new Answer.Relayed(refusal, 0) : failure());
            return;
        }
        Upstream upstream = order[attempts % order.length];
        long patience = order.length == 1 ? Long.MAX_VALUE : upstream.patience(attempts / order.length);
        attempts++;
        long wait = Math.min(left, Math.min(config.attemptTimeout().toNanos(), patience));
        try {
            exchange.exchange(asked, upstream.address(), transport, wait)
                    .whenComplete((outcome, bug) -> took(upstream, now, outcome, bug));
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    private void took(Upstream upstream, long sent, Exchange.@Nullable Outcome outcome, @Nullable Throwable bug) {
        try {
            if (outcome instanceof Exchange.Outcome.Reply reply) {
                RelayedMessage message = AnswerChain.keep(reply.message(), asked);
                if (message != null) {
                    replied(upstream, message, ticker.getAsLong() - sent);
                    return;
                }
            }
            upstream.health().suspect();
            trouble = Upstream.text(upstream.address()) + ": " + (outcome != null ? outcome.problem() : bug);
            step();
        } catch (RuntimeException e) {
            bug(e);
        }
    }

    private void replied(Upstream upstream, RelayedMessage message, long nanos) {
        upstream.replied(nanos);
        observer.exchanged(upstream.address(), message.rcode(), nanos);
        if (message.truncated() && config.carriage().preferUdp() && transport == Transport.UDP) {
            transport = Transport.TCP;
            attempts--;
            step();
        } else if (config.rcodes().failover().contains(message.rcode()) && attempts < order.length) {
            refusal = message;
            step();
        } else {
            land(new Answer.Relayed(message, 0));
        }
    }

    private Answer failure() {
        return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NETWORK_ERROR, "upstream " + trouble);
    }

    private void land(Answer answer) {
        landed.complete(answer);
    }

    private void bug(RuntimeException e) {
        LOG.log(Level.ERROR, () -> "a bug was met forwarding " + asked + "; SERVFAIL sent", e);
        land(new Answer.Failure(Rcode.SERVFAIL));
    }
}
