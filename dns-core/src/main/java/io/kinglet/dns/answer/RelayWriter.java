package io.kinglet.dns.answer;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** Writes a relayed message behind the question just echoed: its names point into a question of the same length. Stateless. */
final class RelayWriter {

    private static final int KEPT = Header.AA | Header.TC | Header.RA;

    private RelayWriter() {}

    /** Returns whether all of the answer and authority sections fitted. */
    static boolean write(Answer.Relayed relayed, MessageWriter out) {
        RelayedMessage message = relayed.message();
        int kept = asksForAd(out.query()) ? KEPT | Header.AD : KEPT;
        out.setFlags(message.flags() & kept | message.rcode() & Header.RCODE_MASK);
        int first = message.start(0);
        boolean answerOnly =
                out.query().marks().isAnswerOnly() && message.rcode() == Rcode.NOERROR && message.answers() > 0;
        int records = answerOnly ? message.answers() : message.records();
        int fitted = records;
        while (fitted > 0 && message.end(fitted - 1) > out.limit()) {
            fitted--;
        }
        int end = fitted == 0 ? first : message.end(fitted - 1);
        out.octets(message.octets(), first, end - first);
        age(relayed, fitted, out.octets());
        int answers = Math.min(fitted, message.answers());
        if (answers > 1 && out.query().rotates()) {
            AddressTurns.take(message, answers, out.octets(), out.query().rotation());
        }
        int authorities = Math.min(fitted - answers, message.authorities());
        out.count(Header.ANCOUNT, answers);
        out.count(Header.NSCOUNT, authorities);
        out.count(Header.ARCOUNT, fitted - answers - authorities);
        return fitted >= Math.min(records, message.answers() + message.authorities());
    }

    /** RFC 6840 section 5.8: AD is for queries with AD or DO set; a kept message may come from another's. */
    private static boolean asksForAd(Query query) {
        return (query.flags() & Header.AD) != 0 || query.edns().dnssecOk();
    }

    private static void age(Answer.Relayed relayed, int records, byte[] octets) {
        if (relayed.elapsedSeconds() == 0) {
            return;
        }
        for (int i = 0; i < records; i++) {
            int ttl = Math.max(0, relayed.message().ttl(i) - relayed.elapsedSeconds());
            Header.putU32(octets, relayed.message().ttlOffset(i), ttl);
        }
    }
}
