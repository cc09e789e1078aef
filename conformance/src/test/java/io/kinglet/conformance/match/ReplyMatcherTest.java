package io.kinglet.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.rpl.CaseReader;
import io.kinglet.conformance.rpl.Expected;
import io.kinglet.conformance.rpl.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyMatcherTest {

    private static final String ONE = "a.cluster.local. 30 IN A 192.0.2.1";
    private static final String TWO = "a.cluster.local. 30 IN A 192.0.2.2";

    @Test
    void recordsMayComeInAnyOrder() {
        Expected expected = expected("""
                NOERROR aa
                    ANSWER
                    a.cluster.local. 30 A 192.0.2.1
                    a.cluster.local. 30 A 192.0.2.2
                """);

        assertThat(mismatches(expected, Replies.of("NOERROR", "aa", TWO, ONE))).isEmpty();
    }

    @Test
    void recordsMissingAndTooManyAreTold() {
        Expected expected = expected("""
                NOERROR aa
                    ANSWER
                    a.cluster.local. 30 A 192.0.2.1
                """);

        assertThat(mismatches(expected, Replies.of("NOERROR", "aa", TWO)))
                .containsExactly("answer: not wanted: " + TWO, "answer: missing:    a.cluster.local. 30 A 192.0.2.1");
        assertThat(mismatches(expected, Replies.of("NOERROR", "aa", ONE, ONE)))
                .containsExactly("answer: not wanted: " + ONE);
    }

    @Test
    void rcodeAndFlagsAreToldWhenNotAsWanted() {
        Expected expected = expected("NXDOMAIN aa\n");

        assertThat(mismatches(expected, Replies.of("NOERROR", "ra")))
                .containsExactly("rcode: wanted NXDOMAIN, got NOERROR", "flags: wanted [aa], got [ra]");
    }

    @Test
    void theCaseOfNamesCounts() {
        Expected expected = expected("""
                NOERROR
                    ANSWER
                    A.cluster.local. 30 A 192.0.2.1
                """);

        assertThat(mismatches(expected, Replies.of("NOERROR", "", ONE))).hasSize(2);
    }

    @Test
    void starsAndBoundsFitWhatTheyStandFor() {
        Expected expected = expected("""
                NOERROR
                    ANSWER
                    a.cluster.local. <=30 SOA ns. host. * 7200 1800 86400 30
                """);

        assertThat(mismatches(expected, soa("30", "1"))).isEmpty();
        assertThat(mismatches(expected, soa("7", "99999"))).isEmpty();
        assertThat(mismatches(expected, soa("31", "1"))).hasSize(2);
    }

    private static Reply soa(String ttl, String serial) {
        return Replies.of(
                "NOERROR", "", "a.cluster.local. " + ttl + " IN SOA ns. host. " + serial + " 7200 1800 86400 30");
    }

    @Test
    void aSubsetHoldsAsManyAsItSays() {
        Expected expected = expected("""
                NOERROR
                    ANSWER 1 of
                    a.cluster.local. 30 A 192.0.2.{1..2}
                """);

        assertThat(mismatches(expected, Replies.of("NOERROR", "", TWO))).isEmpty();
        assertThat(mismatches(expected, Replies.of("NOERROR", "", ONE, TWO)))
                .containsExactly("answer: wanted 1 to 1 records, got 2");
        assertThat(mismatches(expected, Replies.of("NOERROR", "", ONE.replace("2.1", "2.3"))))
                .containsExactly("answer: not wanted: a.cluster.local. 30 IN A 192.0.2.3");
    }

    @Test
    void aCnameStandsBeforeItsTarget() {
        Expected expected = expected("NOERROR\n    ANSWER any\n");

        assertThat(mismatches(
                        expected, Replies.of("NOERROR", "", "b. 30 IN A 192.0.2.1", "a.cluster.local. 30 IN CNAME b.")))
                .containsExactly("answer: the records of b. stand before the CNAME that leads there");
    }

    @Test
    void theQuestionAndTheOptRecordHaveToComeBack() {
        Reply bare = new Reply(
                "QUERY",
                "NOERROR",
                Set.of("qr", "rd"),
                List.of("A.cluster.local. IN A"),
                List.of(),
                List.of(),
                List.of(),
                -1,
                false);

        assertThat(mismatches(expected("NOERROR\n"), bare))
                .containsExactly(
                        "question: wanted [a.cluster.local. IN A], got [A.cluster.local. IN A]",
                        "OPT record: wanted true, got false");
    }

    private static List<String> mismatches(Expected expected, Reply reply) {
        return ReplyMatcher.mismatches(expected, Replies.QUESTION, reply);
    }

    private static Expected expected(String check) {
        Case scenario = new CaseReader(path -> "", Map.of())
                .read("n", "; c\n; s\nCONFIG\n  x\nSTEP 1 QUERY a.cluster.local. A\nSTEP 2 CHECK " + check);
        return ((Step.Ask) scenario.steps().get(0)).expected();
    }
}
