package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Forwards queries below one zone and passes all others on. Several may be stacked, each with a zone of its own; for {@link
 * ForwardConfig.Rcodes#next} the layer below must be another one, with nothing between.
 *
 * <p>The whole of it answers within 4 seconds of a query (or {@link ForwardConfig#attemptTimeout}, if that is longer), SERVFAIL if
 * need be; within 1.5 seconds when not one upstream is heard of in that time. Any thread.
 */
public final class ForwardLayer implements Layer, AutoCloseable {

    private final ForwardConfig config;
    private final Exchange exchange;
    private final Scheduler scheduler;
    private final LongSupplier ticker;
    private final ForwardObserver observer;
    private final HedgeBudget hedges = new HedgeBudget();
    private final SecureRandom random = new SecureRandom();
    private final List<Upstream> upstreams;
    private final UpstreamChoice choice;
    private final Flights flights;
    private final LongAdder allDown = new LongAdder();
    private final byte[] from;
    private final byte[][] except;

    /**
     * @param ticker nanoseconds from any origin, never backwards
     */
    public ForwardLayer(
            ForwardConfig config,
            Exchange exchange,
            Scheduler scheduler,
            LongSupplier ticker,
            ForwardObserver observer) {
        this.config = config;
        this.exchange = exchange;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.observer = observer;
        upstreams = config.upstreams().stream()
                .map(it -> new Upstream(it, new HealthCheck(it, config, exchange, scheduler, ticker)))
                .toList();
        choice = new UpstreamChoice(upstreams, config.policy());
        flights = new Flights(
                config.maxConcurrent() > 0 ? config.maxConcurrent() : ForwardConfig.MOST_CONCURRENT, ticker);
        from = config.from().canonicalOctets();
        except = config.except().stream().map(DomainName::canonicalOctets).toArray(byte[][]::new);
    }

    @Override
    public Resolver over(Resolver next) {
        return new Forwarding(this, next);
    }

    private record Forwarding(ForwardLayer layer, Resolver next) implements Resolver {
        @Override
        public Answer resolve(Query query) {
            return layer.resolve(query, next);
        }
    }

    private Answer resolve(Query query, Resolver next) {
        if (!forwards(query)) {
            return next.resolve(query);
        }
        if (choice.allDown()) {
            allDown.increment();
            if (config.failFast()) {
                return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NO_REACHABLE_AUTHORITY, "no healthy upstream");
            }
        }
        Answer answer = flights.board(query, this::prepare);
        if (next instanceof Forwarding
                && answer instanceof Answer.Deferred deferred
                && (config.rcodes().nextOnNoData() || !config.rcodes().next().isEmpty())) {
            Query kept = query.copy();
            return new Answer.Deferred(deferred.stage().thenCompose(first -> orNext(first, kept, next)));
        }
        return answer;
    }

    public ForwardConfig config() {
        return config;
    }

    /** Whether it asks others for this name. */
    public boolean forwards(Query query) {
        if (!query.isWithin(from)) {
            return false;
        }
        for (byte[] zone : except) {
            if (query.isWithin(zone)) {
                // The zone itself is forwarded whatever `except` says, as CoreDNS has it.
                return query.qnameLength() == from.length;
            }
        }
        return true;
    }

    private Flight prepare(Query query) {
        hedges.earn();
        Query asked = UpstreamQuery.of(query, config.carriage().randomCase() ? random : null);
        return new Flight(config, exchange, scheduler, ticker, observer, hedges, asked, choice.order());
    }

    private CompletionStage<Answer> orNext(Answer first, Query query, Resolver next) {
        if (!(first instanceof Answer.Relayed relayed)) {
            return CompletableFuture.completedFuture(first);
        }
        boolean noData = relayed.rcode() == Rcode.NOERROR && relayed.message().answers() == 0;
        if (!config.rcodes().next().contains(relayed.rcode())
                && !(noData && config.rcodes().nextOnNoData())) {
            return CompletableFuture.completedFuture(first);
        }
        Answer second = next.resolve(query);
        return second instanceof Answer.Deferred deferred
                ? deferred.stage()
                : CompletableFuture.completedFuture(second);
    }

    /** Names at and below it are forwarded. */
    public DomainName zone() {
        return config.from();
    }

    /** Counts so far. Any thread. */
    public ForwardStatistics statistics() {
        Map<InetSocketAddress, Long> failures = new LinkedHashMap<>();
        for (Upstream upstream : upstreams) {
            failures.merge(upstream.endpoint().address(), upstream.health().failures(), Long::sum);
        }
        return new ForwardStatistics(
                flights.waiting(),
                flights.rejected(),
                allDown.sum(),
                flights.shared(),
                failures,
                upstreams.stream().map(Upstream::state).toList());
    }

    /** Ends the health checks. Queries on their way are still answered; the {@link Exchange} is its owner's to close. */
    @Override
    public void close() {
        upstreams.forEach(upstream -> upstream.health().close());
    }
}
