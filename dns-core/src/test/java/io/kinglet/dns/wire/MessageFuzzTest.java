package io.kinglet.dns.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.name.DomainName;
import java.util.Arrays;

/** Coverage-guided when {@code JAZZER_FUZZ=1} is set, else a replay of the seeds. */
class MessageFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void queriesAreReadOrRefused(byte[] octets) {
        Query query = new Query();
        if (query.read(octets, octets.length, Transport.UDP, null) != QueryDefect.NONE) {
            return;
        }
        DomainName name = query.qname();
        if (name.length() != query.qnameLength() || name.labels() != query.labels()) {
            throw new AssertionError("the name read is another: " + name);
        }
        if (!DomainName.parse(name.toString()).equals(name)) {
            throw new AssertionError("the name does not survive its text: " + name);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void messagesAreWalkedToTheirEnd(byte[] octets) {
        MessageReader reader = new MessageReader(octets, octets.length);
        while (reader.next()) {
            if (reader.end() <= reader.start() || reader.end() > octets.length) {
                throw new AssertionError("a record from " + reader.start() + " to " + reader.end());
            }
            reader.owner();
            reader.target();
        }
    }

    /**
     * The octets are a response, and with another header the query it belongs to. Not aged: a name that points into the TTL of a
     * record before it would read otherwise then.
     */
    @FuzzTest(maxDuration = "30s")
    void responsesAreUnsoundOrCanBeSent(byte[] octets) {
        byte[] question = octets.clone();
        if (question.length < Header.LENGTH) {
            return;
        }
        Header.putU16(question, Header.FLAGS, Header.RD);
        Arrays.fill(question, Header.ANCOUNT, Header.LENGTH, (byte) 0);
        Query query = new Query();
        if (query.read(question, question.length, Transport.UDP, null) != QueryDefect.NONE) {
            return;
        }
        RelayedMessage message = RelayedMessage.read(octets, octets.length, query);
        if (message != null) {
            byte[] out = new byte[65535];
            int length = new AnswerEncoder(true).encode(query, new Answer.Relayed(message, 0), out);
            if (RelayedMessage.read(out, length, query) == null) {
                throw new AssertionError("what is sent on is unsound");
            }
        }
    }
}
