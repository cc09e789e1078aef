package io.kinglet.server.assembly;

import io.kinglet.dns.dnstap.Tap;
import io.kinglet.dns.dnstap.TapMessage;
import io.kinglet.dns.dnstap.TapMessage.Kind;
import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells taps of each question to an upstream, and of its reply. Any thread. */
final class TappedExchange implements Exchange {

    private static final byte[] NO_REPLY = new byte[Header.LENGTH];

    private final Exchange exchange;
    private final List<? extends Tap> taps;
    private final InstantSource clock;

    TappedExchange(Exchange exchange, List<? extends Tap> taps, InstantSource clock) {
        this.exchange = exchange;
        this.taps = taps;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Outcome> exchange(Query asked, Endpoint upstream, Transport transport, long timeoutNanos) {
        Instant begun = clock.instant();
        boolean tcp = upstream.carrier(transport) != Carrier.UDP;
        for (Tap tap : taps) {
            if (!tap.wanted()) {
                continue;
            }
            byte[] question = tap.form().full() ? Arrays.copyOf(asked.octets(), asked.length()) : null;
            TapMessage message =
                    new TapMessage(Kind.FORWARDER_QUERY, tcp, null, upstream.address(), begun, question, null, null);
            tap.offer(message.encode(tap.form(), tap.extra(asked, NO_REPLY, 0)));
        }
        return exchange.exchange(asked, upstream, transport, timeoutNanos).thenApply(outcome -> {
            if (outcome instanceof Outcome.Reply reply) {
                replied(asked, upstream, tcp, begun, reply.message().octets());
            }
            return outcome;
        });
    }

    private void replied(Query asked, Endpoint upstream, boolean tcp, Instant begun, byte[] reply) {
        for (Tap tap : taps) {
            if (!tap.wanted()) {
                continue;
            }
            TapMessage message = new TapMessage(
                    Kind.FORWARDER_RESPONSE,
                    tcp,
                    null,
                    upstream.address(),
                    begun,
                    null,
                    clock.instant(),
                    tap.form().full() ? reply.clone() : null);
            tap.offer(message.encode(tap.form(), tap.extra(asked, reply, reply.length)));
        }
    }
}
