package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.ask.QueryOptions;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.fixture.ControlPlane;
import io.kinglet.conformance.fixture.CoreDnsSubject;
import io.kinglet.conformance.fixture.DaemonPorts;
import io.kinglet.conformance.fixture.KingletProcess;
import io.kinglet.conformance.fixture.MetricsText;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.fixture.SharedControlPlane;
import io.kinglet.conformance.run.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The metrics of our daemon and of CoreDNS, both with kubeadm's Corefile, one cluster and the same queries. A difference that
 * {@code divergences-metrics.md} does not list fails, and so does a listed one that is none. What dashboards and alerts look for
 * must be there.
 */
@Tag("way:beside-CoreDNS")
@ExtendWith(SharedControlPlane.class)
class MetricsBesideCoreDnsTest {

    private static final List<String> QUERIES = List.of(
            "svc1.testns.svc.cluster.local. A",
            "svc1.testns.svc.cluster.local. AAAA",
            "_http._tcp.svc1.testns.svc.cluster.local. SRV",
            "1.1.96.10.in-addr.arpa. PTR",
            "nosuch.testns.svc.cluster.local. A",
            "www.example.test. A",
            "www.example.test. A",
            "nx.example.test. A",
            "nx.example.test. A",
            "servfail.example.test. A",
            "txt.example.test. TXT",
            "www.example.test. TYPE65399");

    /**
     * A row of the table.
     *
     * @param family {@code *} at the end stands for any more
     * @param ours {@code *} for anything
     */
    private record Told(String family, String what, String ours, String theirs, int line) {

        boolean tells(MetricsDifference difference) {
            return (family.endsWith("*")
                            ? difference.family().startsWith(family.substring(0, family.length() - 1))
                            : difference.family().equals(family))
                    && what.equals(difference.what())
                    && (ours.equals("*") || ours.equals(difference.ours()))
                    && (theirs.equals("*") || theirs.equals(difference.theirs()));
        }
    }

    @Test
    void metricsAreThoseOfCoreDnsOrAsListedAndDashboardsFindWhatTheyLookFor(ControlPlane plane) throws Exception {
        Path program = Peers.coreDns();
        plane.objects()
                .hold(Cases.every().stream()
                        .filter(it -> it.id().equals("kubernetes/2.3.1-cluster-ip"))
                        .findFirst()
                        .orElseThrow()
                        .manifests());
        DaemonPorts own = DaemonPorts.free();
        DaemonPorts other = DaemonPorts.free();
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletProcess ours = KingletProcess.start(corefile(own, plane, upstream), own, plane.objects());
                CoreDnsSubject theirs = CoreDnsSubject.start(
                        program,
                        Files.writeString(Peers.scratchFile("Corefile"), corefile(other, plane, upstream)),
                        InetAddress.getLoopbackAddress(),
                        other.dns(),
                        Peers.scratchFile("coredns.log"))) {
            List<MetricsText> pages = new ArrayList<>();
            for (Subject subject : List.of(ours, theirs)) {
                await("the cluster is known").atMost(Duration.ofSeconds(30)).until(() -> knows(subject));
            }
            for (Subject subject : List.of(ours, theirs)) {
                for (String query : QUERIES) {
                    ask(subject, query, QueryOptions.USUAL, Transport.UDP);
                    ask(subject, query, QueryOptions.USUAL.with("+dnssec"), Transport.TCP);
                }
            }
            for (DaemonPorts ports : List.of(own, other)) {
                // What is told of health comes with the first look a daemon takes at itself.
                await("health has been looked at")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> MetricsText.scrape(ports.metrics())
                                .families()
                                .containsKey("coredns_health_request_duration_seconds"));
                pages.add(MetricsText.scrape(ports.metrics()));
            }
            assertListed(MetricsDifference.between(pages.get(0), pages.get(1)), told());
            assertThat(Dashboards.missing(pages.get(0)))
                    .as("what dashboards look for")
                    .isEmpty();
        }
    }

    private static String corefile(DaemonPorts ports, ControlPlane plane, ScriptedUpstream upstream)
            throws IOException {
        String text = Files.readString(Peers.module().resolve("src/test/resources/daemon/kubeadm.corefile"));
        return ports.in(text, "       kubeconfig " + plane.dnsKubeconfig(), upstream.address());
    }

    private static boolean knows(Subject subject) {
        try {
            return ask(subject, QUERIES.get(0), QueryOptions.USUAL, Transport.UDP)
                    .filter(it -> it.rcode().equals("NOERROR") && !it.answer().isEmpty())
                    .isPresent();
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    private static Optional<Reply> ask(Subject subject, String query, QueryOptions options, Transport transport)
            throws IOException {
        String[] words = query.split(" ");
        return Cases.SOCKET.ask(new Question(words[0], words[1], "IN", options), transport, subject.address());
    }

    private static void assertListed(List<MetricsDifference> differences, List<Told> told) {
        List<String> wrong = new ArrayList<>();
        Set<Told> used = new HashSet<>();
        for (MetricsDifference difference : differences) {
            List<Told> rows = told.stream().filter(row -> row.tells(difference)).toList();
            used.addAll(rows);
            if (rows.isEmpty()) {
                wrong.add(difference.toString());
            }
        }
        for (Told row : told) {
            if (!used.contains(row)) {
                wrong.add("divergences-metrics.md:" + row.line() + " is listed, but nothing differs so: take it out");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Told> told() throws IOException {
        List<Told> told = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(Peers.module().resolve("divergences-metrics.md"))) {
            number++;
            if (line.startsWith("| ") && !line.startsWith("| family ") && !line.startsWith("| --")) {
                List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList();
                assertThat(cells)
                        .as("divergences-metrics.md:" + number + ": family, what, ours, theirs, reason")
                        .hasSize(6);
                assertThat(cells.subList(0, 5)).doesNotContain("");
                told.add(new Told(cells.get(0), cells.get(1), cells.get(2), cells.get(3), number));
            }
        }
        return told;
    }
}
