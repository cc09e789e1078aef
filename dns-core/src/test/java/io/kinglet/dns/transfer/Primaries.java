package io.kinglet.dns.transfer;

import io.kinglet.dns.fixture.Conversation;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** Primaries that are this program's own, asked without sockets; and what may go wrong with them. */
final class Primaries implements TransferClient {

    final Map<InetSocketAddress, FixedZone> up;

    /** The address and the type of every question. */
    final List<String> asked = new ArrayList<>();

    /** Those who wait, because of {@link #holding}. */
    final List<Receiver> held = new ArrayList<>();

    int cancelled;

    /** Whether no answer comes. */
    boolean holding;

    /** Whether asking throws. */
    boolean broken;

    /** What is there once all of the zone is asked for; null for what the primary has anyway. */
    FixedZone.@Nullable Version lagging;

    Primaries(Map<InetSocketAddress, FixedZone> up) {
        this.up = new HashMap<>(up);
    }

    @Override
    public Fetch fetch(InetSocketAddress primary, byte[] query, Receiver receiver) {
        if (broken) {
            throw new IllegalStateException("a bug");
        }
        if (holding) {
            held.add(receiver);
            return () -> {
                cancelled++;
                receiver.ended("broken off");
            };
        }
        answer(primary, query, receiver);
        return () -> {};
    }

    private void answer(InetSocketAddress primary, byte[] octets, Receiver receiver) {
        Message query = Dig.message(octets);
        asked.add(primary.getAddress().getHostAddress() + " "
                + Type.string(query.getQuestion().getType()));
        FixedZone zone = up.get(primary);
        if (zone == null) {
            receiver.ended("connection refused");
            return;
        }
        if (lagging != null && query.getQuestion().getType() == Type.AXFR) {
            zone.version = lagging;
        }
        for (byte[] message : messages(zone, octets)) {
            if (!receiver.message(message, message.length)) {
                receiver.ended(null);
                return;
            }
        }
        receiver.ended("the primary closed the connection");
    }

    private static List<byte[]> messages(FixedZone zone, byte[] query) {
        Rule everyone = new Rule(List.of(DomainName.ROOT), null, List.of(), null);
        TransferLayer layer = new TransferLayer(new TransferConfig(List.of(everyone)), List.of(zone));
        return Conversation.with(layer.over(Resolver.REFUSED), query);
    }
}
