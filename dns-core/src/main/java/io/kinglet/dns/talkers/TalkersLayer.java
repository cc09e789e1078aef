package io.kinglet.dns.talkers;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes down who asks for what. Of the queries that pass, one of so many is looked at, chosen by {@link Query#rotation()}; how many
 * follows the load. Any thread; neither locks nor allocates but for a thread's first query.
 */
public final class TalkersLayer implements Layer {

    private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int places;
    private final int mostThreads;
    private final LongSupplier ticker;
    private final long origin;
    private final List<Notes> all = new ArrayList<>();
    private final ThreadLocal<@Nullable Pace> mine = ThreadLocal.withInitial(this::join);
    private final Sample[] samples = new Sample[Pace.MOST_SHIFT + 1];

    /** How many are looked at now. Written by threads at odds about the load: any of their values will do. */
    private volatile Sample current;

    /** Told of the answers to queries that were chosen one out of {@code 1 << shift}. */
    private record Sample(TalkersLayer layer, int shift) implements Query.Observer {

        boolean takes(Query query) {
            return (query.rotation() & (1 << shift) - 1) == 0;
        }

        @Override
        public void answered(Query query, byte[] reply, int length) {
            layer.answered(query, length == 0 ? -1 : reply[3] & 0xf, shift);
        }
    }

    /**
     * @param ticker nanoseconds from any origin, never backwards
     */
    public TalkersLayer(TalkersConfig config, LongSupplier ticker) {
        places = config.places();
        mostThreads = config.threads();
        this.ticker = ticker;
        origin = ticker.getAsLong();
        for (int shift = 0; shift < samples.length; shift++) {
            samples[shift] = new Sample(this, shift);
        }
        current = samples[0];
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Sample sample = current;
            if (sample.takes(query)) {
                query.observe(sample);
            }
            return next.resolve(query);
        };
    }

    private @Nullable Pace join() {
        synchronized (all) {
            if (all.size() >= mostThreads) {
                return null;
            }
            Notes notes = new Notes(places);
            all.add(notes);
            return new Pace(notes);
        }
    }

    private void answered(Query query, int rcode, int shift) {
        Pace pace = mine.get();
        if (pace == null) {
            return;
        }
        // Not when the query came: an answer that was waited for would turn time back.
        long now = ticker.getAsLong();
        pace.notes().add(query, rcode, span(now), 1L << shift);
        int wanted = pace.next(now, shift);
        if (wanted != shift) {
            current = samples[wanted];
        }
    }

    private long span(long nanos) {
        return Math.floorDiv(nanos - origin, SPAN_NANOS);
    }

    /** One of so many queries is looked at now. */
    public int oneOf() {
        return 1 << current.shift;
    }

    /**
     * Adds up what all threads have noted.
     *
     * @param most how many of each
     */
    public Talkers now(int most) {
        long now = ticker.getAsLong();
        long span = span(now);
        Tally names = new Tally();
        Tally clients = new Tally();
        Tally nonexistent = new Tally();
        List<Notes> notes;
        synchronized (all) {
            notes = List.copyOf(all);
        }
        for (Notes each : notes) {
            each.read(span, it -> {
                it.names().forEach(names);
                it.clients().forEach(clients);
                it.nonexistent().forEach(nonexistent);
            });
        }
        return new Talkers(
                Duration.ofNanos(now - origin - Math.max(0, span - 1) * SPAN_NANOS),
                names.top(most, it -> DomainName.copyOf(it, 0, it.length)),
                clients.top(most, it -> IpAddress.read(it, 0, it.length)),
                nonexistent.top(most, it -> DomainName.copyOf(it, 0, it.length)));
    }
}
