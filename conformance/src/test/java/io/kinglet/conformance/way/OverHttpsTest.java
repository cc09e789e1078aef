package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.DigClient;
import io.kinglet.conformance.fixture.Certificate;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the kubernetes zone with real dig processes over HTTPS (RFC 8484). */
@Tag("way:with-dig-over-HTTPS")
class OverHttpsTest {

    @TempDir
    static Path folder;

    private static String tls = "";

    static List<Case> cases() {
        return Cases.all().stream()
                .filter(one -> one.id().startsWith("kubernetes/"))
                .toList();
    }

    @BeforeAll
    static void makeCertificate() throws IOException {
        Certificate made = Certificate.in(folder);
        tls = "tls " + made.certificate() + " " + made.key();
    }

    /** The same case, its first block over HTTPS. */
    private static Case overHttps(Case one) {
        String corefile = one.corefile().replaceFirst("(?m)^(\\S+) \\{$", "https://$1 {\n    " + tls);
        assertThat(corefile).contains("https://");
        return new Case(one.id(), one.clause(), one.sentence(), corefile, one.manifests(), one.steps());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheCaseSays(Case scenario) throws IOException {
        DigClient dig = Peers.dig().overHttps();
        Case encrypted = overHttps(scenario);
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(encrypted, upstream.address())) {
            Cases.none(new ScenarioRunner(dig, Cases.SOCKET, Cases.PATIENCE).run(encrypted, subject));
        }
    }
}
