package io.kinglet.dns.forward;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a response that answer the question: those of QNAME and of the names its CNAME records lead to. Whatever else an
 * upstream says was not asked for and goes no further (RFC 2181 section 5.4.1, RFC 5452 section 6). Stateless.
 */
public final class AnswerChain {

    private static final int POINTER_TO_QNAME = 0xc000 | Query.QNAME_OFFSET;
    private static final int MOST_PASSES = 8;

    private AnswerChain() {}

    /**
     * The same message when all of its answer section belongs, as it nearly always does; otherwise one without the rest.
     *
     * @return null when nothing can be made of it
     */
    static @Nullable RelayedMessage keep(RelayedMessage message, Query asked) {
        if (allOfQname(message)) {
            return message;
        }
        Set<DomainName> chain = chain(message, asked.qname());
        List<RecordSet> answer = new ArrayList<>(message.section(Section.ANSWER));
        boolean complete = true;
        MessageReader reader = message.reader();
        for (int i = answer.size() - 1; i >= 0; i--) {
            if (!reader.moveTo(message.start(i)) || !belongs(reader, chain)) {
                answer.remove(i);
                complete = false;
            }
        }
        return complete ? message : without(message, asked, answer);
    }

    /** Whether the CNAME records of a response lead from QNAME in a circle, so that it answers nothing (RFC 1034 section 3.6.2). */
    public static boolean isCircular(RelayedMessage message, Query asked) {
        Map<DomainName, DomainName> targets = new HashMap<>();
        MessageReader reader = message.reader();
        for (int i = 0; i < message.answers() && reader.next(); i++) {
            DomainName target = reader.type() == RecordType.CNAME ? reader.target() : null;
            DomainName owner = target == null ? null : reader.owner();
            if (target != null && owner != null) {
                targets.put(owner, target);
            }
        }
        DomainName at = targets.isEmpty() ? null : asked.qname();
        for (int steps = 0; at != null && steps <= targets.size(); steps++) {
            at = targets.get(at);
        }
        return at != null;
    }

    private static boolean allOfQname(RelayedMessage message) {
        for (int i = 0; i < message.answers(); i++) {
            if (Header.u16(message.octets(), message.start(i)) != POINTER_TO_QNAME) {
                return false;
            }
        }
        return true;
    }

    /** One pass finds a chain that is in order; a few more find one that is not. */
    private static Set<DomainName> chain(RelayedMessage message, DomainName qname) {
        Set<DomainName> chain = new HashSet<>();
        chain.add(qname);
        int before = 0;
        for (int pass = 0; pass < MOST_PASSES && chain.size() > before; pass++) {
            before = chain.size();
            MessageReader reader = message.reader();
            for (int i = 0; i < message.answers() && reader.next(); i++) {
                DomainName target = reader.type() == RecordType.CNAME ? reader.target() : null;
                if (target != null && belongs(reader, chain)) {
                    chain.add(target);
                }
            }
        }
        return chain;
    }

    private static boolean belongs(MessageReader reader, Set<DomainName> chain) {
        DomainName owner = reader.owner();
        if (owner == null) {
            return false;
        }
        // A DNAME stands above the name it redirects (RFC 6672 section 3.2), and so does its RRSIG.
        boolean above = reader.type() == RecordType.DNAME || reader.type() == RecordType.RRSIG;
        return chain.contains(owner) || above && chain.stream().anyMatch(name -> name.isWithin(owner));
    }

    private static @Nullable RelayedMessage without(RelayedMessage message, Query asked, List<RecordSet> answer) {
        Answer rest = new Answer.Composed(
                message.rcode(),
                message.authoritative(),
                message.truncated(),
                answer,
                message.section(Section.AUTHORITY),
                List.of());
        Query whole = asked.transport() == Transport.TCP ? asked : asked.unbounded();
        byte[] octets = new byte[whole.replyLimit()];
        int length = new AnswerEncoder(false).encode(whole, rest, octets);
        Header.putU16(octets, Header.FLAGS, message.flags());
        return RelayedMessage.read(octets, length, asked);
    }
}
