package io.kinglet.conformance.way;

import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.rpl.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the kubernetes zone with real dig processes over TLS (RFC 7858). */
@Tag("way:with-dig-over-TLS")
class OverTlsTest {

    @TempDir
    static Path folder;

    private static EncryptedCases encrypted;

    static List<Case> cases() {
        return EncryptedCases.all();
    }

    @BeforeAll
    static void makeCertificate() throws IOException {
        encrypted = EncryptedCases.in(folder, "tls");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheCaseSays(Case scenario) throws IOException {
        encrypted.play(scenario, Peers.dig().overTls());
    }
}
