package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.AnswerSource;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions on their way, one per kind: who asks what is already being asked waits for the same reply. That saves upstreams and
 * leaves a spoofer one target, not hundreds (RFC 5452 section 5). Any thread.
 *
 * <p>A flight takes on passengers in its first two seconds only: who comes later would have too little left of the flight's time if
 * it fails, so a fresh one takes off, with another order of upstreams. Where a flight may not ask every upstream, those who shared
 * one that failed share another.
 */
final class Flights {

    private static final long BOARDING = 2_000_000_000L;

    private final ConcurrentMap<FlightKey, Flight> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder shared = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final int mostWaiting;
    private final LongSupplier ticker;

    Flights(int mostWaiting, LongSupplier ticker) {
        this.mostWaiting = mostWaiting;
        this.ticker = ticker;
    }

    /**
     * The answer to {@code query}, shared or from a flight of its own.
     *
     * @param prepare makes a flight that has not taken a step
     */
    Answer board(Query query, Function<Query, Flight> prepare) {
        return board(query, prepare, true);
    }

    private Answer board(Query query, Function<Query, Flight> prepare, boolean mayChange) {
        long now = ticker.getAsLong();
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            rejected.increment();
            return new Answer.Failure(
                    Rcode.REFUSED, ExtendedError.OTHER, "concurrent queries exceeded maximum " + mostWaiting);
        }
        FlightKey key = new FlightKey(query);
        Flight found = underWay.get(key);
        if (found != null && boards(found, now)) {
            return join(found, query, prepare, mayChange);
        }
        Flight fresh = prepare.apply(query);
        if (found == null) {
            found = underWay.putIfAbsent(key, fresh);
            if (found != null && boards(found, now)) {
                return join(found, query, prepare, mayChange);
            }
        }
        if (found != null) {
            underWay.replace(key, found, fresh);
        }
        AnswerSource source = query.marks().source();
        CompletionStage<Answer> answered = fresh.landed().whenComplete((answer, failure) -> {
            note(source, fresh);
            underWay.remove(key, fresh);
            waiting.decrementAndGet();
        });
        fresh.ask();
        return new Answer.Deferred(answered);
    }

    private static boolean boards(Flight flight, long now) {
        return now - flight.started() <= BOARDING && !flight.landed().isDone();
    }

    private Answer join(Flight flight, Query query, Function<Query, Flight> prepare, boolean mayChange) {
        shared.increment();
        AnswerSource source = query.marks().source();
        CompletionStage<Answer> landed = flight.landed().whenComplete((answer, failure) -> {
            note(source, flight);
            waiting.decrementAndGet();
        });
        if (!mayChange || flight.asksAll()) {
            return new Answer.Deferred(landed);
        }
        Query kept = query.copy();
        return new Answer.Deferred(landed.thenCompose(answer -> {
            Answer own = answer instanceof Answer.Failure ? board(kept, prepare, false) : answer;
            return own instanceof Answer.Deferred deferred ? deferred.stage() : CompletableFuture.completedFuture(own);
        }));
    }

    private static void note(@Nullable AnswerSource source, Flight flight) {
        if (source != null) {
            source.upstream(flight.teller());
        }
    }

    int waiting() {
        return waiting.get();
    }

    long shared() {
        return shared.sum();
    }

    long rejected() {
        return rejected.sum();
    }
}
