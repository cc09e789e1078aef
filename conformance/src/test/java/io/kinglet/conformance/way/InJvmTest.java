package io.kinglet.conformance.way;

import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case against a server in this JVM, with the cluster in memory, over UDP and TCP sockets. */
@Tag("way:in-the-JVM")
class InJvmTest {

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheCaseSays(Case scenario) throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(scenario, upstream.address())) {
            Cases.none(new ScenarioRunner(Cases.SOCKET, Cases.SOCKET, Cases.PATIENCE).run(scenario, subject));
        }
    }
}
