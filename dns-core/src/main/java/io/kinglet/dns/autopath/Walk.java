package io.kinglet.dns.autopath;

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
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk along the search list of one client, element after element. Any thread, one after the other. */
final class Walk {

    /** Octets that hold nearly every answer; a longer one is written a second time, with all the room there is. */
    private static final int MOST_ANSWERS = 2048;

    private static final int LARGEST = 0xffff;

    private final Query query;
    private final Answer first;
    private final List<DomainName> path;
    private final Resolver whole;
    private final Runnable completed;

    /**
     * @param query a copy
     * @param first its own answer: what the client gets unless there is a better one
     * @param path element 0 is what QNAME ends in
     */
    Walk(Query query, Answer first, List<DomainName> path, Resolver whole, Runnable completed) {
        this.query = query;
        this.first = first;
        this.path = path;
        this.whole = whole;
        this.completed = completed;
    }

    /** The answer when the elements before number {@code index} have led to nothing; behind the last one comes the root. */
    Answer from(int index) {
        if (index > path.size()) {
            return first;
        }
        DomainName name = joined(index == path.size() ? DomainName.ROOT : path.get(index));
        if (name == null || name.equals(query.qname())) {
            return from(index + 1);
        }
        return ask(name, query.qtype(), (asked, answer) -> judged(index, name, asked, answer));
    }

    /** The labels in front of the first element, in front of another one; null when that is too long to be a name. */
    private @Nullable DomainName joined(DomainName element) {
        int kept = query.qnameLength() - path.get(0).length();
        if (kept + element.length() > DomainName.MAX_OCTETS) {
            return null;
        }
        byte[] octets = new byte[kept + element.length()];
        System.arraycopy(query.octets(), Query.QNAME_OFFSET, octets, 0, kept);
        element.copyTo(octets, kept);
        return DomainName.copyOf(octets, 0, octets.length);
    }

    @FunctionalInterface
    private interface Judgement {
        Answer of(Query asked, Answer answer);
    }

    private Answer ask(DomainName name, int type, Judgement judgement) {
        Query candidate = query.ask(name, type);
        Answer answer = whole.resolve(candidate);
        return answer instanceof Answer.Deferred deferred
                ? new Answer.Deferred(
                        deferred.stage().thenCompose(it -> AutopathLayer.settled(judgement.of(candidate, it))))
                : judgement.of(candidate, answer);
    }

    private Answer judged(int index, DomainName name, Query asked, Answer answer) {
        if (AutopathLayer.isMissing(answer)) {
            return from(index + 1);
        }
        RelayedMessage message =
                answer.rcode() == Rcode.NOERROR && !(answer instanceof Answer.Dropped) ? message(asked, answer) : null;
        if (message == null) {
            return first;
        }
        if (hasType(message, query.qtype())) {
            return alias(name, message);
        }
        int sibling = sibling();
        return sibling < 0
                ? first
                : ask(name, sibling, (other, found) -> hasData(other, found, sibling) ? alias(name, message) : first);
    }

    /** The other address type; -1 where there is none. */
    private int sibling() {
        return switch (query.qtype()) {
            case RecordType.A -> RecordType.AAAA;
            case RecordType.AAAA -> RecordType.A;
            default -> -1;
        };
    }

    private static boolean hasData(Query asked, Answer answer, int type) {
        if (answer.rcode() != Rcode.NOERROR || answer instanceof Answer.Dropped) {
            return false;
        }
        RelayedMessage message = message(asked, answer);
        return message != null && hasType(message, type);
    }

    private static boolean hasType(RelayedMessage message, int type) {
        var reader = message.reader();
        for (int i = 0; i < message.answers() && reader.next(); i++) {
            if (reader.type() == type) {
                return true;
            }
        }
        return false;
    }

    /** As a message, aged, whoever gave it; null when it cannot be read. */
    private static @Nullable RelayedMessage message(Query asked, Answer answer) {
        if (answer instanceof Answer.Relayed relayed) {
            int elapsed = relayed.elapsedSeconds();
            return elapsed == 0 ? relayed.message() : relayed.message().withTtls(ttl -> Math.max(0, ttl - elapsed));
        }
        return written(asked.unbounded(), answer, 0);
    }

    /**
     * @param flags to set besides
     */
    private static @Nullable RelayedMessage written(Query asked, Answer answer, int flags) {
        RelayedMessage small = written(asked, answer, flags, MOST_ANSWERS);
        return small != null && small.truncated() ? written(asked, answer, flags, LARGEST) : small;
    }

    private static @Nullable RelayedMessage written(Query asked, Answer answer, int flags, int room) {
        byte[] octets = new byte[room];
        int length = new AnswerEncoder(false).encode(asked, answer, octets);
        Header.putU16(octets, Header.FLAGS, Header.u16(octets, Header.FLAGS) | flags);
        return RelayedMessage.read(octets, length, asked);
    }

    /** An alias of the name asked for to the name found, and the answer to that; it lives as long as that answer's first record. */
    private Answer alias(DomainName name, RelayedMessage found) {
        List<RecordSet> answer = new ArrayList<>();
        answer.add(StaticRecords.ofQname(found.records() == 0 ? 0 : found.ttl(0), new Rdata.Cname(name)));
        answer.addAll(found.answerSets());
        Answer composed = new Answer.Composed(
                Rcode.NOERROR,
                found.authoritative(),
                found.truncated(),
                answer,
                found.section(Section.AUTHORITY),
                found.section(Section.ADDITIONAL));
        RelayedMessage message = written(query.unbounded(), composed, found.flags() & Header.RA);
        if (message == null) {
            return first;
        }
        completed.run();
        return new Answer.Relayed(message, 0);
    }
}
