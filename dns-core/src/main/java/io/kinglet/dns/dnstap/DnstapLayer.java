package io.kinglet.dns.dnstap;

import io.kinglet.dns.dnstap.TapMessage.Kind;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells taps of each query before it is answered, and of each reply before it is sent. Any thread. */
public final class DnstapLayer implements Layer, Query.Observer {

    private static final byte[] NO_REPLY = new byte[Header.LENGTH];

    private final List<Tap> taps;
    private final InstantSource clock;
    private final LongSupplier ticker;

    /**
     * @param ticker the clock that {@link Query#receivedNanos()} is read from
     */
    public DnstapLayer(List<Tap> taps, InstantSource clock, LongSupplier ticker) {
        this.taps = List.copyOf(taps);
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            tell(query, null, 0);
            query.observe(this);
            return next.resolve(query);
        };
    }

    @Override
    public void answered(Query query, byte[] reply, int length) {
        if (length >= Header.LENGTH) {
            tell(query, reply, length);
        }
    }

    private void tell(Query query, byte @Nullable [] reply, int length) {
        long elapsed = query.receivedNanos() == 0 ? 0 : Math.max(0, ticker.getAsLong() - query.receivedNanos());
        Client client = query.client();
        InetSocketAddress asker = client == null ? null : client.address();
        for (int i = 0; i < taps.size(); i++) {
            Tap tap = taps.get(i);
            if (!tap.wanted()) {
                continue;
            }
            TapForm form = tap.form();
            TapMessage message = reply == null
                    ? new TapMessage(
                            Kind.CLIENT_QUERY,
                            query.transport() == Transport.TCP,
                            asker,
                            null,
                            clock.instant().minusNanos(elapsed),
                            TapMessage.kept(form, query.octets(), query.length()),
                            null,
                            null)
                    : new TapMessage(
                            Kind.CLIENT_RESPONSE,
                            query.transport() == Transport.TCP,
                            asker,
                            null,
                            clock.instant().minusNanos(elapsed),
                            null,
                            clock.instant(),
                            TapMessage.kept(form, reply, length));
            tap.offer(message.encode(form, tap.extra(query, reply == null ? NO_REPLY : reply, length)));
        }
    }
}
