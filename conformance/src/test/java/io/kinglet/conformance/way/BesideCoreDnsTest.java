package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.CoreDnsSubject;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.DifferentialRunner;
import io.kinglet.conformance.run.Divergence;
import io.kinglet.conformance.run.DivergenceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case against our server and CoreDNS side by side, both reading one API server with the least rights. A difference that
 * {@code divergences.md} does not list fails, and so does a listed one that is none.
 */
@Tag("way:beside-CoreDNS")
@ExtendWith(SharedControlPlane.class)
class BesideCoreDnsTest {

    /** The peer is promised nothing, so it may take longer than we do. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsCoreDnsOrAsListed(Case scenario, ControlPlane plane) throws IOException {
        Path program = Peers.coreDns();
        plane.objects().hold(scenario.manifests());
        Path log = Peers.scratchFile("coredns.log");
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject ours = KingletSubject.of(plane, scenario, upstream.address());
                CoreDnsSubject theirs = CoreDnsSubject.start(
                        program, scenario.corefile("kubeconfig " + plane.dnsKubeconfig(), upstream.address()), log)) {
            Cases.none(
                    new DifferentialRunner(Cases.SOCKET, Cases.SOCKET, PATIENCE, listed()).run(scenario, ours, theirs));
        }
    }

    @Test
    void listedDivergencesNameCasesThatExist() throws IOException {
        List<String> known = Cases.every().stream().map(Case::id).toList();
        assertThat(listed()).extracting(Divergence::caseId).isSubsetOf(known);
    }

    static List<Divergence> listed() throws IOException {
        return DivergenceList.read(Files.readString(Peers.module().resolve("divergences.md")));
    }
}
