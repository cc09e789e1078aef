package io.kinglet.conformance.way;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.CoreDnsImage;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.DifferentialRunner;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.DockerClientFactory;

/** What {@link BesideCoreDnsTest} does, with CoreDNS as it is published, in its image. Left out unless it is asked for. */
@Tag("docker")
@Tag("way:beside-the-image-of-CoreDNS")
@ExtendWith(SharedControlPlane.class)
class BesideCoreDnsImageTest {

    @BeforeAll
    static void needDocker() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
    }

    static List<Case> cases() {
        return Cases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheImageOrAsListed(Case scenario, ControlPlane plane) throws IOException {
        plane.objects().hold(scenario.manifests());
        String connection = "kubeconfig " + plane.dnsKubeconfig();
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject ours = KingletSubject.of(plane, scenario, upstream.address());
                CoreDnsImage theirs = CoreDnsImage.start(
                        scenario.corefile(connection, upstream.address()),
                        plane.dnsKubeconfig().getParent())) {
            Cases.none(new DifferentialRunner(
                            Cases.SOCKET, Cases.SOCKET, BesideCoreDnsTest.PATIENCE, BesideCoreDnsTest.listed())
                    .run(scenario, ours, theirs));
        }
    }
}
