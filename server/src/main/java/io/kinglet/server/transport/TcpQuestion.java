package io.kinglet.server.transport;

import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One question over TCP, TLS or HTTPS, wherever it is carried. Event-loop confined. */
final class TcpQuestion {

    private final Query asked;
    private final CompletableFuture<Outcome> outcome;
    private @Nullable Future<?> timer;
    private @Nullable PooledConnection carrier;
    private boolean mayMove = true;

    TcpQuestion(Query asked, CompletableFuture<Outcome> outcome) {
        this.asked = asked;
        this.outcome = outcome;
    }

    Query asked() {
        return asked;
    }

    void timer(Future<?> timeout) {
        timer = timeout;
    }

    void carriedBy(PooledConnection connection) {
        carrier = connection;
    }

    void timeOut() {
        finish(new Outcome.TimedOut());
        if (carrier != null) {
            carrier.timedOut(this);
        }
    }

    /** Whether the time was over, so that nobody waits for the reply any more. */
    boolean over() {
        return outcome.isDone();
    }

    /** Whether it may be asked once more over a new connection; true once. */
    boolean moves() {
        boolean may = mayMove && !over();
        mayMove = false;
        carrier = null;
        return may;
    }

    void finish(Outcome result) {
        if (timer != null) {
            timer.cancel(false);
        }
        outcome.complete(result);
    }
}
