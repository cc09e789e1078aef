package io.kinglet.conformance.rpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.rpl.SectionPattern.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {

    private static final String HEAD = """
            ; RFC 1 section 2
            ; A sentence over
            ; two lines.

            CONFIG
                . {
                    ${CLUSTER}
                }
            """;

    private final CaseReader reader = new CaseReader(
            Map.of("corefiles/c.corefile", "corefile\n", "clusters/w.yaml", "- a{1..2}\n")::get,
            Map.of("HOST", "192.0.2.1"));

    @Test
    void headConfigAndClusterAreRead() {
        Case scenario = reader.read("area/name", HEAD + """
                        CLUSTER w
                            kind: Service
                            name: x
                        STEP 1 QUERY a.test. A
                        STEP 2 CHECK NOERROR
                        """);

        assertThat(scenario.clause()).isEqualTo("RFC 1 section 2");
        assertThat(scenario.sentence()).isEqualTo("A sentence over two lines.");
        assertThat(scenario.corefile("endpoint x", "")).isEqualTo(". {\n    endpoint x\n}\n");
        assertThat(scenario.manifests()).containsExactly("- a1\n- a2\n", "kind: Service\nname: x\n");
    }

    @Test
    void aQueryAsksEachTypeOverEachTransport() {
        Step.Ask ask = (Step.Ask) step("""
                STEP 1 QUERY a.test. A,AAAA CH +udp +bufsize=512 +cd
                STEP 2 CHECK REFUSED
                """);

        assertThat(ask.transports()).containsExactly(Transport.UDP);
        assertThat(ask.questions()).extracting(Question::qtype).containsExactly("A", "AAAA");
        assertThat(ask.questions()).extracting(Question::qclass).containsOnly("CH");
        assertThat(ask.questions().get(0).options().bufferSize()).isEqualTo(512);
        assertThat(ask.questions().get(0).options().checkingDisabled()).isTrue();
    }

    @Test
    void aCheckHoldsSectionsWithRangesAndNames() {
        Step.Ask ask = (Step.Ask) step("""
                SET T t.test.
                STEP 1 QUERY ${T} A
                STEP 2 CHECK NOERROR aa tc edns=1232
                    ANSWER 1-2 of
                    ${T} 30 A 192.0.2.{1..3}
                    ADDITIONAL any
                """);

        Expected expected = ask.expected();
        assertThat(expected.flags()).containsExactlyInAnyOrder("aa", "tc");
        assertThat(expected.edns()).isEqualTo(1232);
        assertThat(expected.answer().scope()).isEqualTo(Scope.SUBSET);
        assertThat(expected.answer().least()).isEqualTo(1);
        assertThat(expected.answer().most()).isEqualTo(2);
        assertThat(expected.answer().records())
                .extracting(RecordPattern::line)
                .containsExactly("t.test. 30 A 192.0.2.1", "t.test. 30 A 192.0.2.2", "t.test. 30 A 192.0.2.3");
        assertThat(expected.authority()).isEqualTo(SectionPattern.EMPTY);
        assertThat(expected.additional().scope()).isEqualTo(Scope.ANY);
    }

    @Test
    void rawOctetsMayBeSpreadAndCommented() {
        Step.AskRaw raw = (Step.AskRaw) step("""
                STEP 1 RAW +tcp
                    12 34 ; the ID
                    0100
                STEP 2 CHECK SILENCE
                """);

        assertThat(raw.octets()).containsExactly(0x12, 0x34, 0x01, 0x00);
        assertThat(raw.transports()).containsExactly(Transport.TCP);
        assertThat(raw.expected().silence()).isTrue();
    }

    @Test
    void changesAreSteps() {
        Case scenario = reader.read("n", HEAD + """
                STEP 1 APPLY
                    kind: Service
                STEP 2 DELETE Service/ns/x
                STEP 3 DELETE Namespace/ns
                """);

        assertThat(scenario.steps())
                .containsExactly(
                        new Step.Apply(1, 9, "kind: Service\n"),
                        new Step.Delete(2, 11, "Service", "ns", "x"),
                        new Step.Delete(3, 12, "Namespace", "", "ns"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STEP 1 QUERY a.test. A | cases/n.rpl:9: this step wants 'STEP n CHECK",
                "STEP 1 QUERY a.test.\\nSTEP 2 CHECK NOERROR | cases/n.rpl:9: wanted: STEP n QUERY qname",
                "STEP 1 CHECK NOERROR | cases/n.rpl:9: a CHECK follows",
                "STEP 1 ASK a.test. | cases/n.rpl:9: 'ASK' is none of QUERY",
                "STEP x DELETE a/b | cases/n.rpl:9: step numbers rise",
                "STEP 2 DELETE a/b\\nSTEP 2 DELETE a/b | cases/n.rpl:10: step numbers rise: '2' after 2",
                "STEP 1 DELETE a | cases/n.rpl:9: STEP n DELETE Kind/namespace/name",
                "STEP 1 QUERY a.test. A +bogus\\nSTEP 2 CHECK NOERROR | cases/n.rpl:9: '+bogus' is none of +norecurse",
                "STEP 1 QUERY a.test. A\\nSTEP 2 CHECK noerror | cases/n.rpl:10: 'noerror' is no RCODE",
                "STEP 1 QUERY a.test. A\\nSTEP 2 CHECK NOERROR zz | cases/n.rpl:10: 'zz' is none of aa",
                "STEP 1 QUERY a.test. A\\nSTEP 2 CHECK NOERROR\\n  a.test. 30 A 1.2.3.4 | n.rpl:10: a record before",
                "STEP 1 QUERY a.test. A\\nSTEP 2 CHECK NOERROR\\n  ANSWER\\n  a.test. x A 1.2.3.4 | n.rpl:10: a TTL is a number",
                "STEP 1 QUERY a.test. A\\nSTEP 2 CHECK NOERROR\\n  ANSWER\\n  a.test. 30 A | n.rpl:10: a record is OWNER",
                "STEP 1 RAW\\n  12 3\\nSTEP 2 CHECK SILENCE | cases/n.rpl:9: the body of RAW is hexadecimal",
                "WAIT 3 | cases/n.rpl:9: 'WAIT' is none of SET",
                "SET A | cases/n.rpl:9: wanted: SET NAME text",
            })
    void mistakesAreToldWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> reader.read("n", HEAD + text.replace("\\n", "\n")))
                .isInstanceOf(CaseSyntaxException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCaseBeginsWithItsClause() {
        assertThatThrownBy(() -> reader.read("n", "CONFIG\n  . {\n"))
                .hasMessage("cases/n.rpl:1: a case begins with '; the clause it tests' and '; one sentence'");
    }

    @Test
    void aCaseAsksSomething() {
        assertThatThrownBy(() -> reader.read("n", HEAD)).hasMessageContaining("a CONFIG and at least one STEP");
    }

    private Step step(String text) {
        return reader.read("n", HEAD + text).steps().get(0);
    }
}
