package io.kinglet.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.wire.Query;
import org.junit.jupiter.api.Test;

class AnswerChainTest {

    private static final Query ASKED = Ask.edns("www.example.test.", "A", 1232, false);

    private static String kept(Reply reply) {
        RelayedMessage kept = AnswerChain.keep(reply.message(), ASKED);
        assertThat(kept).isNotNull();
        return Dig.text(ASKED, new Answer.Relayed(kept, 0));
    }

    @Test
    void chainInOrderIsPassedOnAsItCame() {
        RelayedMessage message = Reply.to(ASKED)
                .answer("www.example.test. 300 CNAME a.test.", "a.test. 300 CNAME b.test.", "b.test. 9 A 192.0.2.1")
                .message();
        assertThat(AnswerChain.keep(message, ASKED)).isSameAs(message);
    }

    @Test
    void chainOutOfOrderIsPassedOnAsItCame() {
        RelayedMessage message = Reply.to(ASKED)
                .answer("b.test. 9 A 192.0.2.1", "a.test. 300 CNAME b.test.", "www.example.test. 300 CNAME a.test.")
                .message();
        assertThat(AnswerChain.keep(message, ASKED)).isSameAs(message);
    }

    @Test
    void dnameAboveTheChainBelongsToIt() {
        RelayedMessage message = Reply.to(ASKED)
                .answer(
                        "example.test. 300 DNAME other.test.",
                        "www.example.test. 300 CNAME www.other.test.",
                        "www.other.test. 9 A 192.0.2.1")
                .message();
        assertThat(AnswerChain.keep(message, ASKED)).isSameAs(message);
    }

    @Test
    void recordsNobodyAskedForAreLeftOut() {
        assertThat(kept(Reply.to(ASKED)
                        .answer(
                                "www.bank.test. 300 A 198.51.100.1",
                                "www.example.test. 300 CNAME a.test.",
                                "a.test. 9 A 192.0.2.1",
                                "b.test. 9 A 192.0.2.66")
                        .authority(Reply.SOA)))
                .isEqualTo("NOERROR qr rd ra\nwww.example.test. 300 CNAME a.test.\na.test. 9 A 192.0.2.1\nauth "
                        + Reply.SOA);
    }

    @Test
    void circlesAreTold() {
        assertThat(circular("www.example.test. 300 CNAME www.example.test.")).isTrue();
        assertThat(circular("www.example.test. 300 CNAME a.test.", "a.test. 300 CNAME WWW.example.test."))
                .isTrue();
        assertThat(circular("www.example.test. 9 CNAME a.test.", "a.test. 9 CNAME b.test.", "b.test. 9 CNAME a.test."))
                .isTrue();
        assertThat(circular("www.example.test. 300 CNAME a.test.", "a.test. 9 A 192.0.2.1"))
                .isFalse();
        assertThat(circular("www.example.test. 300 CNAME a.test.")).isFalse();
        assertThat(circular("www.example.test. 300 A 192.0.2.1", "b.test. 9 CNAME b.test."))
                .isFalse();
        assertThat(circular()).isFalse();
    }

    private static boolean circular(String... answers) {
        return AnswerChain.isCircular(Reply.to(ASKED).answer(answers).message(), ASKED);
    }

    @Test
    void loopOfCnamesEnds() {
        assertThat(kept(Reply.to(ASKED)
                        .answer("www.example.test. 300 CNAME a.test.", "a.test. 300 CNAME www.example.test.")))
                .contains("www.example.test. 300 CNAME a.test.", "a.test. 300 CNAME www.example.test.");
    }
}
