package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.conformance.fixture.KnotServer;
import io.kinglet.conformance.fixture.NsdServer;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.server.ClusterDns;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones copied between Kinglet and others: by dig (AXFR, IXFR), to Knot and NSD, which follow NOTIFY, and from a Knot primary. */
class TransferTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "NoTCJU+DMqFWywaPyxSijrDEA/eC3nK0xi3AMEZuPVk=";
    private static final Pattern SERIAL = Pattern.compile("SOA\\s+\\S+\\s+\\S+\\s+(\\d+)");

    @TempDir
    Path folder;

    private static ClusterDns cluster(String lines) {
        return ClusterDns.builder()
                .corefile(". {\n bind 127.0.0.1\n kubernetes cluster.local 10.in-addr.arpa {\n ttl 30\n }\n" + lines
                        + "\n}\n")
                .manifest(service("web", "10.96.0.80"))
                .start();
    }

    private static String service(String name, String address) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec:
                  clusterIP: %s
                  clusterIPs: [%s]
                  ports:
                  - {name: http, port: 80, protocol: TCP}
                """.formatted(name, address, address);
    }

    /** The records that dig prints, SOA and all. */
    private static List<String> dig(InetSocketAddress server, String... words) {
        Peers.dig();
        List<String> command = new ArrayList<>(List.of(
                "dig",
                "@" + server.getAddress().getHostAddress(),
                "-p",
                Integer.toString(server.getPort()),
                "+tries=1",
                "+time=5",
                "+onesoa",
                "+nocmd",
                "+nostats"));
        command.addAll(Arrays.asList(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                return reader.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> line.replaceAll("\\s+", " "))
                        .toList();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> records(InetSocketAddress server, String... words) {
        return dig(server, words).stream()
                .filter(line -> !line.startsWith(";") && !line.contains(" TSIG "))
                .sorted()
                .toList();
    }

    private static String serial(List<String> records) {
        Matcher soa = SERIAL.matcher(String.join("\n", records));
        return soa.find() ? soa.group(1) : "";
    }

    private static InetSocketAddress address(ClusterDns dns) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dns.address().getPort());
    }

    @Test
    void digCopiesTheZoneAndThenItsChanges() {
        Peers.dig();
        try (ClusterDns dns = cluster("transfer cluster.local {\n to 127.0.0.1\n }")) {
            List<String> first = records(address(dns), "axfr", "cluster.local");
            assertThat(first)
                    .contains(
                            "web.default.svc.cluster.local. 30 IN A 10.96.0.80",
                            "_http._tcp.web.default.svc.cluster.local. 30 IN SRV 0 100 80 web.default.svc.cluster.local.",
                            "dns-version.cluster.local. 28800 IN TXT \"1.1.0\"");
            String serial = serial(first);
            dns.cluster().applyYaml(service("shop", "10.96.0.81"));
            await().atMost(PATIENCE)
                    .until(() -> !serial(records(address(dns), "cluster.local", "soa"))
                            .equals(serial));
            String newest = serial(records(address(dns), "cluster.local", "soa"));
            List<String> changes = records(address(dns), "ixfr=" + serial, "cluster.local");
            assertThat(changes).anyMatch(line -> line.startsWith("shop.default"));
            assertThat(changes).noneMatch(line -> line.startsWith("web.default") || line.startsWith("dns-version"));
            assertThat(records(address(dns), "ixfr=" + newest, "cluster.local"))
                    .singleElement()
                    .asString()
                    .contains(" SOA ");
            assertThat(dig(address(dns), "axfr", "10.in-addr.arpa")).anyMatch(line -> line.contains("Transfer failed"));
        }
    }

    @Test
    void knotFollowsEveryChangeOfTheCluster() throws IOException {
        Peers.needProgram("knotd", "/usr/sbin");
        int port = KnotServer.freePort();
        try (ClusterDns dns = cluster("transfer {\n to 127.0.0.1:" + port + "\n }");
                KnotServer knot = KnotServer.secondary(folder, port, "cluster.local", address(dns), "")) {
            follow(dns, knot.address());
            assertThat(knot.log()).contains("IXFR, incoming");
        }
    }

    @Test
    void nsdFollowsEveryChangeOfTheCluster() throws IOException {
        Peers.needProgram("nsd", "/usr/sbin");
        int port = KnotServer.freePort();
        try (ClusterDns dns = cluster("transfer {\n to 127.0.0.1:" + port + "\n }");
                NsdServer nsd = NsdServer.secondary(folder, port, "cluster.local", address(dns))) {
            follow(dns, nsd.address());
        }
    }

    @Test
    void secondariesFollowAZoneFileByWhatChanges() throws IOException {
        Peers.needProgram("nsd", "/usr/sbin");
        Peers.needProgram("knotd", "/usr/sbin");
        Path zone = folder.resolve("zone");
        Files.writeString(zone, zone(1, "10.0.0.1", 300));
        int ofKnot = KnotServer.freePort();
        int ofNsd = KnotServer.freePort();
        try (ClusterDns dns = ClusterDns.builder()
                        .corefile("example.test {\n bind 127.0.0.1\n file " + zone
                                + " {\n reload 200ms\n }\n transfer {\n to 127.0.0.1:" + ofKnot + " 127.0.0.1:" + ofNsd
                                + "\n }\n}\n")
                        .start();
                KnotServer knot = KnotServer.secondary(folder, ofKnot, "example.test", address(dns), "");
                NsdServer nsd = NsdServer.secondary(folder, ofNsd, "example.test", address(dns))) {
            for (int serial = 1; serial < 4; serial++) {
                Files.writeString(zone, zone(serial, "10.0.0." + serial, 300 + serial));
                for (InetSocketAddress secondary : List.of(address(dns), knot.address(), nsd.address())) {
                    String now = "10.0.0." + serial;
                    await().atMost(PATIENCE).until(() -> www(secondary).equals(now));
                }
            }
            List<String> all = records(address(dns), "axfr", "example.test");
            assertThat(records(knot.address(), "axfr", "example.test"))
                    .isEqualTo(all)
                    .hasSizeGreaterThan(300);
            assertThat(records(nsd.address(), "axfr", "example.test")).isEqualTo(all);
            assertThat(records(address(dns), "ixfr=1", "example.test"))
                    .contains("host302.example.test. 300 IN A 10.1.1.53")
                    .hasSizeLessThan(20);
            assertThat(knot.log()).contains("IXFR, incoming");
        }
    }

    @Test
    void knotFollowsWithSignedTransfers() throws IOException {
        Peers.needProgram("knotd", "/usr/sbin");
        int port = KnotServer.freePort();
        String tsig = "tsig {\n secret k.test. " + SECRET + "\n require AXFR IXFR\n }\n";
        String key = "k.test. hmac-sha256 " + SECRET;
        try (ClusterDns dns = cluster(tsig + "transfer {\n to 127.0.0.1:" + port + "\n }");
                KnotServer knot = KnotServer.secondary(folder, port, "cluster.local", address(dns), key)) {
            assertThat(dig(address(dns), "axfr", "cluster.local")).anyMatch(line -> line.contains("Transfer failed"));
            follow(dns, knot.address());
            String[] signed = {"-y", "hmac-sha256:k.test:" + SECRET, "axfr", "cluster.local"};
            assertThat(records(address(dns), signed))
                    .anyMatch(line -> line.startsWith("shop.default"))
                    .noneMatch(line -> line.contains("BAD"));
        }
    }

    private static void follow(ClusterDns dns, InetSocketAddress secondary) {
        awaitSame(dns, secondary, "10.96.0.80");
        for (int i = 1; i < 4; i++) {
            dns.cluster().applyYaml(service("web", "10.96.0.8" + i));
            awaitSame(dns, secondary, "10.96.0.8" + i);
        }
        dns.cluster().applyYaml(service("shop", "10.96.0.90"));
        awaitSame(dns, secondary, "10.96.0.83");
        dns.cluster().remove("Service", "default", "web");
        await().atMost(PATIENCE).until(() -> web(secondary).isEmpty());
    }

    private static void awaitSame(ClusterDns dns, InetSocketAddress secondary, String address) {
        await().atMost(PATIENCE).until(() -> web(secondary).contains(address));
        await().atMost(PATIENCE)
                .until(() -> records(secondary, "axfr", "cluster.local")
                        .equals(records(address(dns), "-y", "hmac-sha256:k.test:" + SECRET, "axfr", "cluster.local")));
    }

    private static String web(InetSocketAddress secondary) {
        return String.join("", records(secondary, "web.default.svc.cluster.local", "a", "+short"));
    }

    @Test
    void knotsZoneIsCopiedAndFollowed() throws Exception {
        Peers.needProgram("knotd", "/usr/sbin");
        int port = KnotServer.freePort();
        Path zone = folder.resolve("zone");
        Files.writeString(zone, zone(1, "10.0.0.1", 300));
        try (ClusterDns dns = ClusterDns.builder()
                .corefile("example.test {\n bind 127.0.0.1\n secondary {\n transfer from 127.0.0.1:" + port
                        + "\n }\n transfer {\n to *\n }\n}\n")
                .start()) {
            assertThat(dig(address(dns), "www.example.test", "a")).anyMatch(line -> line.contains("SERVFAIL"));
            try (KnotServer knot = KnotServer.primary(folder, port, "example.test", zone, address(dns))) {
                await().atMost(PATIENCE).until(() -> www(address(dns)).equals("10.0.0.1"));
                assertThat(records(address(dns), "axfr", "example.test"))
                        .isEqualTo(records(knot.address(), "axfr", "example.test"));
                Files.writeString(zone, zone(2, "10.0.0.2", 301));
                knot.reload();
                await().atMost(PATIENCE).until(() -> www(address(dns)).equals("10.0.0.2"));
                assertThat(records(address(dns), "axfr", "example.test"))
                        .isEqualTo(records(knot.address(), "axfr", "example.test"))
                        .hasSizeGreaterThan(300);
                assertThat(knot.log()).contains("IXFR, outgoing");
            }
            assertThat(www(address(dns))).isEqualTo("10.0.0.2");
        }
    }

    private static String www(InetSocketAddress server) {
        return String.join("", records(server, "www.example.test", "a", "+short"));
    }

    private static String zone(int serial, String www, int hosts) {
        StringBuilder zone = new StringBuilder("""
                $ORIGIN example.test.
                $TTL 300
                @ SOA ns root %d 3600 600 86400 60
                @ NS ns
                @ MX 10 mail
                @ TXT "v=spf1 -all" "and more"
                ns A 10.0.0.53
                www A %s
                _sip._udp SRV 0 5 5060 www
                *.wild A 10.0.0.9
                """.formatted(serial, www));
        for (int i = 0; i < hosts; i++) {
            zone.append("host")
                    .append(i)
                    .append(" A 10.1.")
                    .append(i / 250)
                    .append('.')
                    .append(i % 250 + 1)
                    .append('\n');
        }
        return zone.toString();
    }
}
