package io.kinglet.conformance.way;

import io.kinglet.conformance.ask.DigClient;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case with real dig processes over UDP and TCP. What dig cannot send, raw octets and transfers, goes over a socket. */
@Tag("way:with-dig-over-UDP-and-TCP")
class WithDigTest {

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheCaseSays(Case scenario) throws IOException {
        DigClient dig = Peers.dig();
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(scenario, upstream.address())) {
            Cases.none(new ScenarioRunner(dig, Cases.SOCKET, Cases.PATIENCE).run(scenario, subject));
        }
    }
}
