package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.ask.QueryOptions;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.fixture.Certificate;
import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.CoreDnsSubject;
import io.kinglet.conformance.fixture.DaemonPorts;
import io.kinglet.conformance.fixture.FieldCorefile;
import io.kinglet.conformance.fixture.KingletProcess;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.DifferentialRunner;
import io.kinglet.conformance.run.Divergence;
import io.kinglet.conformance.run.DivergenceList;
import io.kinglet.conformance.run.Finding;
import io.kinglet.conformance.run.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The daemon and CoreDNS, side by side, under the Corefiles that distributions install, asked the same questions. A difference that
 * {@code divergences.md} does not list fails, and so does a listed one that is none.
 */
@Tag("way:corefiles-of-the-field")
@ExtendWith(SharedControlPlane.class)
class FieldCorefilesTest {

    private static final String HEADING = "Under the Corefiles of the field";

    /** What today's CoreDNS refuses to read in a Corefile of its own past, as it is written today. */
    private static final Map<String, String> TODAY = Map.of("^\\s*upstream$\\n", "", "^(\\s*)proxy\\b", "$1forward");

    static List<String> shapes() throws IOException {
        String only = System.getProperty("conformance.case", "");
        return FieldCorefile.shapes().stream().filter(it -> it.contains(only)).toList();
    }

    @Test
    void everyDistributionHasItsOwn() throws IOException {
        assertThat(FieldCorefile.shapes())
                .containsExactly(
                        "aks",
                        "eks",
                        "gardener",
                        "k3s",
                        "kubeadm",
                        "kubeadm-1.11",
                        "kubeadm-older",
                        "minikube",
                        "nodelocal",
                        "nodelocal-ipvs",
                        "openshift",
                        "rke2");
    }

    @Test
    void listedDivergencesNameCorefilesAndQuestionsThatExist() throws IOException {
        for (String shape : FieldCorefile.shapes()) {
            List<Integer> asked = new FieldCorefile(shape)
                    .questions().stream().map(step -> step.number()).toList();
            assertThat(listed())
                    .filteredOn(row -> row.caseId().equals(shape))
                    .allSatisfy(row -> assertThat(asked).containsAll(row.steps()));
        }
        assertThat(listed()).extracting(Divergence::caseId).isSubsetOf(FieldCorefile.shapes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void answersAsCoreDnsOrAsListed(String shape, ControlPlane plane, @TempDir Path folder) throws IOException {
        Path program = Peers.coreDns();
        plane.objects().hold(world());
        FieldCorefile corefile = new FieldCorefile(shape);
        Path log = Peers.scratchFile("coredns.log");
        String connection = "kubeconfig " + plane.dnsKubeconfig();
        DaemonPorts ours = DaemonPorts.free();
        DaemonPorts theirs = DaemonPorts.free();
        Certificate certificate = Certificate.in(folder, "dns.corp.example");
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                ScriptedUpstream encrypted = ScriptedUpstream.start(certificate);
                KingletProcess daemon = KingletProcess.start(
                        corefile.copied(ours, connection, upstream.address(), encrypted(encrypted, certificate)),
                        ours,
                        plane.objects());
                CoreDnsSubject peer = CoreDnsSubject.start(
                        program,
                        corefile.copied(
                                theirs, connection, upstream.address(), today(encrypted(encrypted, certificate))),
                        InetAddress.getLoopbackAddress(),
                        theirs.dns(),
                        log)) {
            boolean tellsReady = corefile.text().contains("ready");
            await("our server is there")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !daemon.alive() || (answers(daemon) && (!tellsReady || daemon.ready() == 200)));
            assertThat(daemon.alive()).as(() -> text(List.of(), daemon)).isTrue();
            // It takes UDP later than TCP.
            await("the peer is there").atMost(Duration.ofSeconds(30)).until(() -> answers(peer));
            Case asked = new Case(shape, "semantics", "answers as CoreDNS", "", List.of(), corefile.questions());
            List<Finding> findings = new DifferentialRunner(Cases.SOCKET, Cases.SOCKET, Duration.ZERO, listed(), true)
                    .run(asked, daemon, peer);
            assertThat(findings).as(() -> text(findings, daemon)).isEmpty();
        }
    }

    /** The upstream of an operator of OpenShift's, at the name that the Corefile expects; nobody but us vouches for it. */
    private static Map<String, String> encrypted(ScriptedUpstream upstream, Certificate certificate) {
        return Map.of(
                "tls://192\\.0\\.2\\.10:9953 \\{",
                "tls://" + upstream.address() + " {\n        tls " + certificate.certificate());
    }

    private static Map<String, String> today(Map<String, String> words) {
        Map<String, String> all = new HashMap<>(words);
        all.putAll(TODAY);
        return all;
    }

    /** Whether it knows the cluster, or passes its names on. */
    private static boolean answers(Subject server) {
        Question question = new Question("kubernetes.default.svc.cluster.local.", "A", "IN", QueryOptions.USUAL);
        try {
            return Cases.SOCKET
                    .ask(question, Transport.UDP, server.address())
                    .filter(reply -> !reply.rcode().equals("SERVFAIL"))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(List<Finding> findings, KingletProcess daemon) {
        StringBuilder text = new StringBuilder();
        findings.forEach(it -> text.append('\n')
                .append(it.caseId())
                .append(", question ")
                .append(it.step())
                .append(", ")
                .append(it.asked())
                .append("\n    ")
                .append(String.join("\n    ", it.sentences())));
        try {
            return text.append('\n').append(daemon.output()).toString();
        } catch (IOException e) {
            return text.toString();
        }
    }

    private static List<String> world() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : List.of("fixture", "pods")) {
            texts.add(Files.readString(Peers.module().resolve("src/main/resources/clusters/" + name + ".yaml")));
        }
        return texts;
    }

    /** A row that names several Corefiles, or {@code all} of them, once for each. */
    private static List<Divergence> listed() throws IOException {
        List<String> all = FieldCorefile.shapes();
        return DivergenceList.read(Files.readString(Peers.module().resolve("divergences.md")), HEADING).stream()
                .flatMap(row -> (row.caseId().equals("all")
                                ? all.stream()
                                : Stream.of(row.caseId().split(",\\s*")))
                        .map(shape -> new Divergence(
                                row.id(), shape, row.steps(), row.ours(), row.theirs(), row.reason(), row.line())))
                .toList();
    }
}
