package io.kinglet.dns.dns64;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers for AAAA made from answers for A, as messages, whoever gave them. Stateless. */
final class Synthesis {

    /** Seconds: what RFC 6147 section 5.1.7 takes for the negative TTL of a zone without a SOA record. */
    private static final int NO_SOA = 600;

    /** The high and the middle part of {@code ::ffff:0:0/96}, which is no address to connect to (RFC 6147 section 5.1.4). */
    private static final long MAPPED = 0xffff;

    private Synthesis() {}

    static boolean hasAaaa(Query query, Answer answer) {
        if (answer instanceof Answer.Positive) {
            return true;
        }
        if (!(answer instanceof Answer.Relayed) && answer.answer().isEmpty()) {
            return false;
        }
        RelayedMessage message = message(query, answer);
        if (message == null) {
            return false;
        }
        MessageReader reader = message.reader();
        for (int i = 0; i < message.answers() && reader.next(); i++) {
            if (reader.type() == RecordType.AAAA && !isMapped(message.octets(), reader.rdataOffset())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMapped(byte[] octets, int at) {
        IpAddress address = IpAddress.read(octets, at, 16);
        return address.high() == 0 && address.low() >>> 32 == MAPPED;
    }

    /**
     * @param without the answer for AAAA
     * @param question the query for A
     * @param addresses its answer
     * @return null when there is no address to make anything of
     */
    static @Nullable Answer of(Dns64Config config, Query query, Answer without, Query question, Answer addresses) {
        RelayedMessage source = addresses instanceof Answer.Dropped || addresses instanceof Answer.Deferred
                ? null
                : message(question, addresses);
        if (source == null) {
            return null;
        }
        int most = negativeTtl(query, without);
        List<RecordSet> answer = new ArrayList<>(source.section(Section.ANSWER));
        MessageReader reader = source.reader();
        boolean made = false;
        for (int i = 0; i < answer.size() && reader.next(); i++) {
            DomainName owner = reader.type() == RecordType.A ? reader.owner() : null;
            if (owner != null) {
                IpAddress v4 = IpAddress.read(source.octets(), reader.rdataOffset(), 4);
                Rdata v6 = new Rdata.Address(config.embed(v4));
                answer.set(i, StaticRecords.of(owner, Math.min(most, reader.ttl()), v6));
                made = true;
            }
        }
        return made ? relayed(query, source, answer) : null;
    }

    /** As a message once more: so it keeps RA, and its addresses take turns like those of any other. */
    private static @Nullable Answer relayed(Query query, RelayedMessage source, List<RecordSet> answer) {
        Answer composed = new Answer.Composed(
                source.rcode(),
                source.authoritative(),
                source.truncated(),
                answer,
                source.section(Section.AUTHORITY),
                source.section(Section.ADDITIONAL));
        byte[] octets = new byte[0xffff];
        int length = new AnswerEncoder(false).encode(query.unbounded(), composed, octets);
        int kept = source.flags() & Header.RA;
        Header.putU16(octets, Header.FLAGS, Header.u16(octets, Header.FLAGS) | kept);
        RelayedMessage message = RelayedMessage.read(octets, length, query);
        return message == null ? null : new Answer.Relayed(message, 0);
    }

    private static int negativeTtl(Query query, Answer without) {
        RelayedMessage message =
                without instanceof Answer.Relayed || !without.authority().isEmpty() ? message(query, without) : null;
        if (message != null) {
            MessageReader reader = message.reader();
            for (int i = 0; i < message.answers() + message.authorities() && reader.next(); i++) {
                if (reader.type() == RecordType.SOA && reader.section() == Section.AUTHORITY) {
                    return reader.ttl();
                }
            }
        }
        return NO_SOA;
    }

    private static @Nullable RelayedMessage message(Query query, Answer answer) {
        if (answer instanceof Answer.Relayed relayed && relayed.elapsedSeconds() == 0) {
            return relayed.message();
        }
        byte[] octets = new byte[0xffff];
        int length = new AnswerEncoder(false).encode(query.unbounded(), answer, octets);
        return RelayedMessage.read(octets, length, query);
    }
}
