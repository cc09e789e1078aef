package io.kinglet.dns.loadbalance;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the addresses of every answer in an order that their values decide. An answer with several addresses of one owner is
 * written out for that, before it is cut to what the client takes; all others pass untouched. Any thread.
 */
public final class OrderLayer implements Layer {

    private static final int LARGEST = 0xffff;

    private final List<IpPrefix> preferred;
    private final @Nullable Published<Weights> weights;

    /**
     * @param weights null where addresses take turns
     */
    public OrderLayer(List<IpPrefix> preferred, @Nullable Published<Weights> weights) {
        this.preferred = List.copyOf(preferred);
        this.weights = weights;
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer answer = next.resolve(query);
            if (answer instanceof Answer.Deferred) {
                Query kept = query.copy();
                return answer.map(it -> ordered(kept, it));
            }
            return ordered(query, answer);
        };
    }

    private Answer ordered(Query query, Answer answer) {
        if (answer.rcode() != Rcode.NOERROR || !concerns(query.qtype())) {
            return answer;
        }
        Answer.Relayed written = answer instanceof Answer.Relayed relayed ? relayed : written(query, answer);
        RelayedMessage message = written == null
                ? null
                : written.message().ordered((owner, addresses) -> order(owner, addresses, query.rotation()));
        return written == null || message == null
                ? answer
                : new Answer.Relayed(message, written.elapsedSeconds(), written.extendedError());
    }

    /** As the peer has it: weights are for those who look for addresses. */
    private boolean concerns(int qtype) {
        return weights == null || qtype == RecordType.A || qtype == RecordType.AAAA || qtype == RecordType.SRV;
    }

    /** Null when the answer has no set of addresses. */
    private static Answer.@Nullable Relayed written(Query query, Answer answer) {
        int records = 0;
        boolean several = false;
        for (List<RecordSet> section : List.of(answer.answer(), answer.authority(), answer.additional())) {
            for (RecordSet set : section) {
                int size = set.size(query);
                records += size;
                several |= size > 1 && set.rotates();
            }
        }
        if (!several) {
            return null;
        }
        Query whole = query.unbounded();
        byte[] octets = new byte[Math.min(LARGEST, 1024 + 64 * records)];
        int length = new AnswerEncoder(false).encode(whole, answer, octets);
        if ((Header.u16(octets, Header.FLAGS) & Header.TC) != 0 && octets.length < LARGEST) {
            octets = new byte[LARGEST];
            length = new AnswerEncoder(false).encode(whole, answer, octets);
        }
        RelayedMessage message = RelayedMessage.read(octets, length, whole);
        return message == null ? null : new Answer.Relayed(message, 0);
    }

    private List<IpAddress> order(DomainName owner, List<IpAddress> addresses, int random) {
        List<IpAddress> order = new ArrayList<>(addresses);
        if (weights == null) {
            Collections.rotate(order, -Integer.remainderUnsigned(random, order.size()));
        } else {
            Collections.swap(order, 0, weights.current().first(owner, addresses, random));
        }
        if (!preferred.isEmpty()) {
            // A stable sort: among those preferred alike the order stays.
            order.sort(Comparator.comparingInt(this::rank));
        }
        return order;
    }

    private int rank(IpAddress address) {
        for (int i = 0; i < preferred.size(); i++) {
            if (preferred.get(i).contains(address)) {
                return i;
            }
        }
        return preferred.size();
    }
}
