package io.kinglet.dns.resolver;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Completes a chain of CNAMEs whose target is not in the zone that holds them, by asking the whole server, so that every zone and
 * layer applies (RFC 1034 section 4.3.2 step 3a). The response code is that of the last name in the chain (RFC 6604 section 3).
 * Any thread.
 *
 * @param whole the whole server
 * @param refusedEndsChain whether a target that nobody here answers for leaves the CNAMEs as a good answer, which a resolver follows
 *     itself; otherwise that is SERVFAIL, for stub resolvers
 */
public record OutsideTarget(Supplier<Resolver> whole, boolean refusedEndsChain) {

    /** Own queries one may lead to; a chain that is longer is a loop, or as bad. */
    public static final int LONGEST_CHAIN = 10;

    /** Octets that hold nearly every answer of ours; a longer one is written a second time, with all the room there is. */
    private static final int MOST_ANSWERS = 2048;

    /**
     * The chain, and behind it what the target gives for QTYPE.
     *
     * @param chain the records that lead to the target
     */
    public Answer resolve(Query query, List<RecordSet> chain, DomainName target) {
        if (query.depth() >= LONGEST_CHAIN) {
            return ended(Rcode.SERVFAIL, chain);
        }
        Query inner = query.ask(target, query.qtype());
        return whole.get().resolve(inner).map(found -> join(chain, inner, found));
    }

    private Answer join(List<RecordSet> chain, Query inner, Answer found) {
        RelayedMessage message = found instanceof Answer.Relayed relayed ? aged(relayed) : written(inner, found);
        if (message != null && message.rcode() == Rcode.REFUSED && refusedEndsChain) {
            return ended(Rcode.NOERROR, chain);
        }
        if (message == null || message.rcode() != Rcode.NOERROR && message.rcode() != Rcode.NXDOMAIN) {
            return ended(Rcode.SERVFAIL, chain);
        }
        List<RecordSet> answer = new ArrayList<>(chain);
        answer.addAll(message.answerSets());
        // An answer with records needs no authority: those belong to a zone that was not asked for.
        List<RecordSet> authority =
                endsInRecords(message, inner.qtype()) ? List.of() : message.section(Section.AUTHORITY);
        return new Answer.Composed(message.rcode(), true, message.truncated(), answer, authority, List.of());
    }

    private static Answer ended(int rcode, List<RecordSet> chain) {
        return new Answer.Composed(rcode, true, false, chain, List.of(), List.of());
    }

    private static boolean endsInRecords(RelayedMessage message, int qtype) {
        for (var reader = message.reader(); reader.next(); ) {
            if (reader.section() == Section.ANSWER && reader.type() == qtype) {
                return true;
            }
        }
        return false;
    }

    private static RelayedMessage aged(Answer.Relayed relayed) {
        int elapsed = relayed.elapsedSeconds();
        return elapsed == 0 ? relayed.message() : relayed.message().withTtls(ttl -> Math.max(0, ttl - elapsed));
    }

    /** An answer of our own, whose records are written relative to its question, as a message that can be taken apart. */
    private static @Nullable RelayedMessage written(Query inner, Answer found) {
        Query unbounded = inner.unbounded();
        RelayedMessage small = written(unbounded, found, new byte[MOST_ANSWERS]);
        return small != null && small.truncated() ? written(unbounded, found, new byte[unbounded.replyLimit()]) : small;
    }

    private static @Nullable RelayedMessage written(Query query, Answer found, byte[] octets) {
        int length = new AnswerEncoder(false).encode(query, found, octets);
        return length == 0 ? null : RelayedMessage.read(octets, length, query);
    }
}
