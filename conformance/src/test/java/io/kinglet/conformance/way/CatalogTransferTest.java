package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.ask.DigClient;
import io.kinglet.conformance.ask.QueryOptions;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.RecordText;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.fixture.KnotServer;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.server.ClusterDns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones that are copied because a catalog lists them (RFC 9432), which Knot makes; asked for with dig. */
class CatalogTransferTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CATALOG = "catalog.test";

    @TempDir
    Path folder;

    private final int port = KnotServer.freePort();
    private DigClient dig;

    @BeforeEach
    void needPrograms() throws IOException {
        dig = Peers.dig();
        Peers.needProgram("knotd", "/usr/sbin");
        for (String member : List.of("one.example", "two.example", "three.example", "other.test")) {
            write(member, 1);
        }
    }

    /** Its address ends in the serial. */
    private void write(String zone, int serial) throws IOException {
        Files.writeString(folder.resolve(zone + ".zone"), """
                @ 300 SOA ns root %1$d 3600 600 86400 60
                @ 300 NS ns
                ns 300 A 10.0.0.53
                www 300 A 10.0.0.%1$d
                """.formatted(serial));
    }

    private ClusterDns secondary(String accepted) {
        return ClusterDns.builder()
                .corefile(". {\n bind 127.0.0.1\n secondary " + CATALOG + " {\n transfer from 127.0.0.1:" + port
                        + "\n catalog " + accepted + "\n }\n}\n")
                .start();
    }

    private static InetSocketAddress address(ClusterDns dns) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dns.address().getPort());
    }

    private Reply ask(ClusterDns dns, String name, String type) {
        try {
            return dig.ask(new Question(name + ".", type, "IN", QueryOptions.USUAL), Transport.UDP, address(dns))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer(ClusterDns dns, String zone, int serial) {
        await(zone + " of serial " + serial).atMost(PATIENCE).untilAsserted(() -> {
            Reply reply = ask(dns, "www." + zone, "A");
            assertThat(reply.rcode()).isEqualTo("NOERROR");
            assertThat(reply.flags()).contains("aa");
            assertThat(reply.answer()).containsExactly(RecordText.parse("www." + zone + ". 300 IN A 10.0.0." + serial));
        });
    }

    private void awaitNothing(ClusterDns dns, String zone) {
        await(zone + " is not answered")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(ask(dns, "www." + zone, "A").rcode()).isEqualTo("REFUSED"));
    }

    @Test
    void theZonesOfKnotsCatalogComeAndGoWithIt() throws Exception {
        try (ClusterDns dns = secondary("");
                KnotServer knot = KnotServer.catalog(
                        folder, port, CATALOG, List.of("one.example", "two.example"), address(dns))) {
            awaitAnswer(dns, "one.example", 1);
            awaitAnswer(dns, "two.example", 1);
            assertThat(ask(dns, "nosuch.one.example", "A").rcode()).isEqualTo("NXDOMAIN");
            assertThat(ask(dns, "www.three.example", "A").rcode()).isEqualTo("REFUSED");

            knot.list(CATALOG, List.of("one.example", "two.example", "three.example"), address(dns));
            awaitAnswer(dns, "three.example", 1);

            write("one.example", 2);
            knot.reload();
            awaitAnswer(dns, "one.example", 2);

            knot.list(CATALOG, List.of("one.example", "three.example"), address(dns));
            awaitNothing(dns, "two.example");
            awaitAnswer(dns, "one.example", 2);
            awaitAnswer(dns, "three.example", 1);

            write("two.example", 3);
            knot.list(CATALOG, List.of("one.example", "two.example"), address(dns));
            awaitAnswer(dns, "two.example", 3);
            awaitNothing(dns, "three.example");
            assertThat(knot.log())
                    .contains("[" + CATALOG + ".] IXFR, outgoing")
                    .contains("[one.example.] IXFR, outgoing");
        }
    }

    @Test
    void zonesThatAreNotAcceptedAreLeftOutAndCopiesOutliveKnot() throws Exception {
        try (ClusterDns dns = secondary("example")) {
            assertThat(ask(dns, CATALOG, "SOA").rcode()).isEqualTo("SERVFAIL");
            try (KnotServer knot =
                    KnotServer.catalog(folder, port, CATALOG, List.of("other.test", "one.example"), address(dns))) {
                awaitAnswer(dns, "one.example", 1);
                assertThat(ask(dns, "www.other.test", "A").rcode()).isEqualTo("REFUSED");
                assertThat(knot.log()).contains("[one.example.] AXFR, outgoing").doesNotContain("[other.test.] AXFR");
            }
            awaitAnswer(dns, "one.example", 1);
            assertThat(ask(dns, "version." + CATALOG, "TXT").rcode()).isEqualTo("NOERROR");
        }
    }
}
