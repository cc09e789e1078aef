package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The questions on their way, one per kind: who asks what is already being asked waits for the same reply. That saves upstreams and
 * leaves a spoofer one target, not hundreds (RFC 5452 section 5). Any thread.
 *
 * <p>A flight takes on passengers in its first half second only: who comes later would have too little left of the flight's time if
 * it fails, so a fresh one takes off, with another order of upstreams.
 */
final class Flights {

    private static final long BOARDING = 500_000_000L;

    private final ConcurrentMap<FlightKey, Flight> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder shared = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final int mostWaiting;

    Flights(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /**
     * The answer to {@code query}, shared or from a flight of its own.
     *
     * @param prepare makes a flight that has not taken a step
     */
    Answer board(Query query, long now, Function<Query, Flight> prepare) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            rejected.increment();
            return new Answer.Failure(
                    Rcode.REFUSED, ExtendedError.OTHER, "concurrent queries exceeded maximum " + mostWaiting);
        }
        FlightKey key = new FlightKey(query);
        Flight found = underWay.get(key);
        if (found != null && boards(found, now)) {
            return join(found);
        }
        Flight fresh = prepare.apply(query);
        if (found == null) {
            found = underWay.putIfAbsent(key, fresh);
            if (found != null && boards(found, now)) {
                return join(found);
            }
        }
        if (found != null) {
            underWay.replace(key, found, fresh);
        }
        CompletionStage<Answer> answered = fresh.landed().whenComplete((answer, failure) -> {
            underWay.remove(key, fresh);
            waiting.decrementAndGet();
        });
        fresh.step();
        return new Answer.Deferred(answered);
    }

    private static boolean boards(Flight flight, long now) {
        return now - flight.started() <= BOARDING;
    }

    private Answer join(Flight flight) {
        shared.increment();
        return new Answer.Deferred(flight.landed().whenComplete((answer, failure) -> waiting.decrementAndGet()));
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
