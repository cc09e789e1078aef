package io.kinglet.dns.forward;

import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the addresses of one name by asking resolvers for A, then AAAA: what is done once for an upstream with a name. Any thread. */
public final class AddressLookup {

    private static final long WAIT = 2_000_000_000L;

    private final Exchange exchange;

    public AddressLookup(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * The addresses that the first resolver gives that gives any.
     *
     * @return completed on any thread, with none when nobody gives any; never with an exception of a resolver's making
     */
    public CompletionStage<List<InetAddress>> addresses(DomainName name, List<Endpoint> resolvers) {
        if (resolvers.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Endpoint first = resolvers.get(0);
        return ask(name, RecordType.A, first, Transport.UDP)
                .thenCombine(ask(name, RecordType.AAAA, first, Transport.UDP), (four, six) -> {
                    List<InetAddress> all = new ArrayList<>(four);
                    all.addAll(six);
                    return all;
                })
                .thenCompose(found -> found.isEmpty()
                        ? addresses(name, resolvers.subList(1, resolvers.size()))
                        : CompletableFuture.completedFuture(found));
    }

    private CompletionStage<List<InetAddress>> ask(DomainName name, int type, Endpoint resolver, Transport over) {
        Query asked = UpstreamQuery.question(name, type, true, over);
        return exchange.exchange(asked, resolver, over, WAIT).thenCompose(outcome -> {
            RelayedMessage message = outcome instanceof Outcome.Reply reply ? reply.message() : null;
            if (message != null && message.truncated() && over == Transport.UDP) {
                return ask(name, type, resolver, Transport.TCP);
            }
            RelayedMessage kept = message == null ? null : AnswerChain.keep(message, asked);
            return CompletableFuture.completedFuture(kept == null ? List.of() : addresses(kept, type));
        });
    }

    private static List<InetAddress> addresses(RelayedMessage message, int type) {
        List<InetAddress> found = new ArrayList<>();
        MessageReader reader = message.reader();
        for (int i = 0; i < message.answers() && reader.next(); i++) {
            if (reader.type() == type) {
                int at = reader.rdataOffset();
                found.add(address(Arrays.copyOfRange(message.octets(), at, at + reader.rdataLength())));
            }
        }
        return found;
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a sound address record has 4 or 16 octets", e);
        }
    }
}
