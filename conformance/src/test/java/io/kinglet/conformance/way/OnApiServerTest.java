package io.kinglet.conformance.way;

import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case with the cluster in a real API server, read with the least rights. */
@Tag("way:on-the-API-server")
@ExtendWith(SharedControlPlane.class)
class OnApiServerTest {

    /** The control plane takes a second of its own to derive slices. */
    private static final Duration CONTROL_PLANE = Duration.ofSeconds(5);

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheCaseSays(Case scenario, ControlPlane plane) throws IOException {
        plane.objects().hold(scenario.manifests());
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.of(plane, scenario, upstream.address())) {
            Cases.none(new ScenarioRunner(Cases.SOCKET, Cases.SOCKET, CONTROL_PLANE).run(scenario, subject));
        }
    }
}
