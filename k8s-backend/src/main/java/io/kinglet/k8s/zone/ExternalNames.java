package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ServiceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Services of type ExternalName: a CNAME for every QTYPE, followed by what its target gives for that type (RFC 1034 section 4.3.2
 * step 3a), asked of the whole server so that every zone and layer applies. The response code is that of the last name in the chain
 * (RFC 6604 section 3).
 */
final class ExternalNames {

    /** CNAMEs followed in one answer; a chain that is longer is a loop, or as bad. */
    private static final int LONGEST_CHAIN = 10;

    /** Octets that hold nearly every answer of ours; a longer one is written a second time, with all the room there is. */
    private static final int MOST_ANSWERS = 2048;

    private final Supplier<Resolver> whole;
    private final int ttl;

    /**
     * @param ttl seconds, of the CNAME
     */
    ExternalNames(Supplier<Resolver> whole, int ttl) {
        this.whole = whole;
        this.ttl = ttl;
    }

    /** Null when the Service has no target that is a domain name. */
    @Nullable
    Answer resolve(Query query, ServiceEntry entry) {
        DomainName target = entry.externalName();
        if (target == null) {
            return null;
        }
        RecordSet cname = StaticRecords.ofQname(ttl, new Rdata.Cname(target));
        if (query.qtype() == RecordType.CNAME || query.qtype() == RecordType.ANY) {
            return new Answer.Positive(cname);
        }
        if (query.depth() >= LONGEST_CHAIN) {
            return joined(Rcode.SERVFAIL, cname);
        }
        Query inner = query.ask(target, query.qtype());
        return whole.get().resolve(inner).map(found -> join(cname, inner, found));
    }

    private static Answer join(RecordSet cname, Query inner, Answer found) {
        RelayedMessage message = found instanceof Answer.Relayed relayed ? aged(relayed) : written(inner, found);
        if (message == null || message.rcode() != Rcode.NOERROR && message.rcode() != Rcode.NXDOMAIN) {
            return joined(Rcode.SERVFAIL, cname);
        }
        List<RecordSet> answer = new ArrayList<>();
        answer.add(cname);
        answer.addAll(message.answerSets());
        // An answer with records needs no authority: those belong to a zone that was not asked for.
        List<RecordSet> authority =
                endsInRecords(message, inner.qtype()) ? List.of() : message.section(Section.AUTHORITY);
        return new Answer.Composed(message.rcode(), true, message.truncated(), answer, authority, List.of());
    }

    private static Answer joined(int rcode, RecordSet cname) {
        return new Answer.Composed(rcode, true, false, List.of(cname), List.of(), List.of());
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
