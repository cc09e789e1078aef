package io.kinglet.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyDifferenceTest {

    private static final String ONE = "a.cluster.local. 30 IN A 192.0.2.1";
    private static final String TWO = "a.cluster.local. 30 IN A 192.0.2.2";

    @Test
    void orderIsNoDifference() {
        assertThat(between(Replies.of("NOERROR", "aa", ONE, TWO), Replies.of("NOERROR", "aa", TWO, ONE)))
                .isEmpty();
    }

    @Test
    void theSerialAndTheTtlOfOthersAreNoDifference() {
        String soa = "a.cluster.local. 30 IN SOA ns. host. 1 7200 1800 86400 30";

        assertThat(between(
                        Replies.of("NOERROR", "aa", soa, "www.example.test. 30 IN A 192.0.2.53"),
                        Replies.of("NOERROR", "aa", soa.replace(" 1 ", " 2 "), "www.example.test. 29 IN A 192.0.2.53")))
                .isEmpty();
    }

    @Test
    void theTtlOfAClusterNameIsADifference() {
        assertThat(between(Replies.of("NOERROR", "aa", ONE), Replies.of("NOERROR", "aa", ONE.replace("30", "5"))))
                .containsExactly(new ReplyDifference(
                        "answer", "a.cluster.local. 30 A 192.0.2.1", "a.cluster.local. 5 A 192.0.2.1"));
    }

    @Test
    void secondsThatACacheCountedDownAreNoDifferenceWhereThatIsSaid() {
        Optional<Reply> whole = Optional.of(Replies.of("NOERROR", "aa", ONE));
        assertThat(ReplyDifference.between(whole, replyWithTtl("29"), true)).isEmpty();
        assertThat(ReplyDifference.between(whole, replyWithTtl("26"), true)).isEmpty();
        assertThat(ReplyDifference.between(whole, replyWithTtl("25"), true)).hasSize(1);
        assertThat(ReplyDifference.between(whole, replyWithTtl("31"), true)).hasSize(1);
        assertThat(ReplyDifference.between(whole, replyWithTtl("29"), false)).hasSize(1);
    }

    private static Optional<Reply> replyWithTtl(String ttl) {
        return Optional.of(Replies.of("NOERROR", "aa", ONE.replace("30", ttl)));
    }

    @Test
    void oneRecordMoreIsADifference() {
        assertThat(between(Replies.of("NOERROR", "aa", ONE, TWO), Replies.of("NOERROR", "aa", TWO)))
                .containsExactly(new ReplyDifference("answer", "a.cluster.local. 30 A 192.0.2.1", "-"));
    }

    @Test
    void rcodeAndFlagsAreDifferences() {
        assertThat(between(Replies.of("NXDOMAIN", "aa"), Replies.of("NOERROR", "ra")))
                .extracting(ReplyDifference::toString)
                .containsExactly(
                        "rcode: ours rcode NXDOMAIN; theirs rcode NOERROR",
                        "flags: ours flags [aa, qr, rd]; theirs flags [qr, ra, rd]");
    }

    @Test
    void silenceDiffersFromAReplyAndFromNoOtherSilence() {
        Optional<Reply> reply = Optional.of(Replies.of("NXDOMAIN", "aa"));

        assertThat(ReplyDifference.between(reply, Optional.empty(), false))
                .extracting(ReplyDifference::theirs)
                .containsExactly("reply silence");
        assertThat(ReplyDifference.between(Optional.empty(), Optional.empty(), false))
                .isEmpty();
    }

    @Test
    void truncatedRepliesMayHoldOtherRecordsButNotFarFewer() {
        assertThat(between(truncated(1, 20), truncated(11, 29))).isEmpty();
        assertThat(between(truncated(1, 20), truncated(1, 60)))
                .containsExactly(new ReplyDifference("records", "records 20", "records 60"));
    }

    private static Reply truncated(int from, int to) {
        return Replies.of(
                "NOERROR",
                "aa tc",
                IntStream.rangeClosed(from, to)
                        .mapToObj(i -> "a.cluster.local. 30 IN A 192.0.2." + i)
                        .toArray(String[]::new));
    }

    private static List<ReplyDifference> between(Reply ours, Reply theirs) {
        return ReplyDifference.between(Optional.of(ours), Optional.of(theirs), false);
    }
}
