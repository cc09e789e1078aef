package io.kinglet.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.rpl.CaseReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScenarioRunnerTest {

    private static final SocketClient SOCKET = new SocketClient(Duration.ofMillis(300));

    private ScriptedSubject subject;

    @BeforeEach
    void start() throws IOException {
        subject = new ScriptedSubject();
    }

    @AfterEach
    void stop() {
        subject.close();
    }

    @Test
    void aRightAnswerIsNoFinding() {
        assertThat(run("""
                STEP 1 QUERY www.example.test. A
                STEP 2 CHECK NOERROR ra
                    ANSWER
                    www.example.test. 300 A 192.0.2.53
                """)).isEmpty();
    }

    @Test
    void aWrongAnswerIsToldOncePerTransportWithItsPlace() {
        List<Finding> findings = run("""
                STEP 7 QUERY www.example.test. A
                STEP 8 CHECK NXDOMAIN ra
                    ANSWER any
                """);

        assertThat(findings).hasSize(2);
        assertThat(findings.get(0))
                .hasToString("cases/n.rpl:5: step 7, www.example.test. IN A over UDP by socket\n"
                        + "    rcode: wanted NXDOMAIN, got NOERROR");
    }

    @Test
    void silenceIsWantedOrNot() {
        assertThat(run("""
                STEP 1 QUERY silent.example.test. A +udp
                STEP 2 CHECK SILENCE
                """)).isEmpty();
        assertThat(run("""
                STEP 1 QUERY silent.example.test. A +udp
                STEP 2 CHECK NOERROR
                """)).extracting(Finding::sentences).containsExactly(List.of("no reply"));
        assertThat(run("""
                STEP 1 QUERY www.example.test. A +udp
                STEP 2 CHECK SILENCE
                """)).hasSize(1);
    }

    @Test
    void changesReachTheSubjectInOrder() {
        run("""
                STEP 1 APPLY
                    kind: Service
                STEP 2 DELETE Service/ns/x
                """);

        assertThat(subject.changes()).containsExactly("apply kind: Service", "delete Service ns/x");
    }

    private List<Finding> run(String steps) {
        CaseReader reader = new CaseReader(path -> "", Map.of());
        return new ScenarioRunner(SOCKET, SOCKET, Duration.ofMillis(100))
                .run(reader.read("n", "; c\n; s\nCONFIG\n  x\n" + steps), subject);
    }
}
