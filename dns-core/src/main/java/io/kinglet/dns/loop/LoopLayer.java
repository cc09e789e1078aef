package io.kinglet.dns.loop;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sends a probe through the server's own chain once it is up; if the same question then comes from the network within 30 seconds,
 * that is a loop, since nobody else can know the name. An answer to the probe ends the search, for whoever answered is not us. Any
 * thread.
 */
public final class LoopLayer implements Layer {

    private static final long SEARCH = 30_000_000_000L;
    private static final long PAUSE = 2_000_000_000L;

    private final DomainName zone;
    private final Supplier<Resolver> chain;
    private final Scheduler scheduler;
    private final LongSupplier ticker;
    private final Consumer<String> onLoop;
    private final DomainName probe;
    private final byte[] probeOctets;
    private final AtomicBoolean found = new AtomicBoolean();
    private volatile boolean searching;
    private volatile long started;

    /**
     * @param zone of the server block; the probe asks for a name below it
     * @param chain the whole chain this layer is part of
     * @param ticker nanoseconds from any origin, never backwards
     * @param onLoop told once, in words for whoever reads the log
     */
    public LoopLayer(
            DomainName zone,
            Supplier<Resolver> chain,
            Scheduler scheduler,
            LongSupplier ticker,
            SecureRandom random,
            Consumer<String> onLoop) {
        this.zone = zone;
        this.chain = chain;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.onLoop = onLoop;
        probe = zone.child(Long.toUnsignedString(random.nextLong())).child(Long.toUnsignedString(random.nextLong()));
        probeOctets = probe.canonicalOctets();
    }

    /** Starts the search; called once the server receives queries. */
    public void start() {
        started = ticker.getAsLong();
        searching = true;
        send();
    }

    /** Ends the search. */
    public void stop() {
        searching = false;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            // Our own probes, sent again while upstreams fail, come from nowhere; one that was sent back comes from a
            // client.
            if (query.qtype() == RecordType.HINFO && searching && query.client() != null && isProbe(query)) {
                cameBack();
            }
            return next.resolve(query);
        };
    }

    private boolean isProbe(Query query) {
        return query.qnameLength() == probeOctets.length
                && Arrays.equals(query.lowerQname(), 0, probeOctets.length, probeOctets, 0, probeOctets.length);
    }

    private void cameBack() {
        searching = false;
        if (ticker.getAsLong() - started <= SEARCH && found.compareAndSet(false, true)) {
            onLoop.accept(
                    "a query forwarded for zone \"" + zone + "\" came back to this server: an upstream is this server"
                            + " itself or sends queries back to it. Point forward at the real upstreams, for example a resolv.conf"
                            + " without a loopback address. Probe: \"HINFO " + probe + "\"");
        }
    }

    private void send() {
        if (!searching || ticker.getAsLong() - started > SEARCH) {
            searching = false;
            return;
        }
        Answer answer = chain.get().resolve(new Query().ask(probe, RecordType.HINFO));
        if (answer instanceof Answer.Deferred deferred) {
            deferred.stage().whenComplete((settled, failure) -> sent(settled == null || isFailure(settled)));
        } else {
            sent(isFailure(answer));
        }
    }

    private static boolean isFailure(Answer answer) {
        return answer.rcode() == Rcode.SERVFAIL || answer instanceof Answer.Dropped;
    }

    private void sent(boolean failed) {
        if (failed) {
            scheduler.schedule(this::send, PAUSE);
        } else {
            searching = false;
        }
    }
}
