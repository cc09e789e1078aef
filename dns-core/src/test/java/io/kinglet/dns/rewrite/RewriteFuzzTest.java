package io.kinglet.dns.rewrite;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Coverage-guided when {@code JAZZER_FUZZ=1} is set, else a replay of the seeds. */
class RewriteFuzzTest {

    /** Something of every name changes, and names get longer. */
    private static final List<RewriteRule> RULES = List.of(
            Rules.goesOn(Rules.auto("suffix", ".", ".corp.")),
            Rules.goesOn(Rules.name(
                    "regex",
                    "^(.*)corp\\.$",
                    "{1}svc.test",
                    Rules.owners("(.*)test\\.$", "{1}long-enough-to-matter.test"),
                    Rules.values("(.*)a(.*)", "{1}.{2}"))),
            new RewriteRule.Ttl(false, Rules.match("suffix", "."), 5, 300),
            new RewriteRule.ResponseCode(false, Rules.match("substring", "."), 3, 0),
            new RewriteRule.Cname(true, Rules.change("prefix", "www", "ww")));

    /** The octets are a response, and with another header the query it belongs to. */
    @FuzzTest(maxDuration = "30s")
    void responsesAreMappedToSoundOnes(byte[] octets) {
        Query query = query(octets);
        if (query == null) {
            return;
        }
        Answer answer = Rules.layer(it -> relayed(octets, it), RULES.toArray(RewriteRule[]::new))
                .over(it -> relayed(octets, it))
                .resolve(query);
        byte[] out = new byte[65535];
        int length = new AnswerEncoder(true).encode(query, answer, out);
        if (RelayedMessage.read(out, length, query) == null) {
            throw new AssertionError("what is sent on is unsound");
        }
    }

    private static @Nullable Query query(byte[] octets) {
        if (octets.length < Header.LENGTH) {
            return null;
        }
        byte[] question = octets.clone();
        Header.putU16(question, Header.FLAGS, Header.RD);
        Arrays.fill(question, Header.ANCOUNT, Header.LENGTH, (byte) 0);
        Query query = new Query();
        boolean sound = query.read(question, question.length, Transport.UDP, null) == QueryDefect.NONE;
        return sound ? query : null;
    }

    /** The records of the response under the question as it has become: names that point into it mean something else now. */
    private static Answer relayed(byte[] octets, Query inner) {
        Query before = Objects.requireNonNull(query(octets));
        int question = Query.QNAME_OFFSET + before.qnameLength() + 4;
        int now = Query.QNAME_OFFSET + inner.qnameLength() + 4;
        byte[] message = Arrays.copyOf(inner.octets(), now + octets.length - question);
        System.arraycopy(octets, 2, message, 2, Header.LENGTH - 2);
        Header.putU16(message, Header.FLAGS, Header.u16(message, Header.FLAGS) | Header.QR);
        Header.putU16(message, Header.QDCOUNT, 1);
        System.arraycopy(octets, question, message, now, octets.length - question);
        RelayedMessage read = RelayedMessage.read(message, message.length, inner);
        return read == null ? new Answer.Failure(2) : new Answer.Relayed(read, 0);
    }
}
