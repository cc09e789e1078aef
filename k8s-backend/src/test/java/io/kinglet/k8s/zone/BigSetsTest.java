package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.DigText;
import io.kinglet.k8s.fixture.Make;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;

/** Headless Services with more endpoints than a datagram, or even a TCP message, can hold. */
class BigSetsTest {

    private static final IntFunction<String> UNNAMED = i -> "10.9." + i / 250 + "." + (1 + i % 250);
    private static final IntFunction<String> NAMED = i -> "pod-" + i + "=" + UNNAMED.apply(i);

    private static Cluster cluster(int endpoints, IntFunction<String> endpoint) {
        Cluster cluster = Cluster.empty("ttl 30");
        cluster.put(Make.namespace(Make.NS), Make.headless("big"));
        cluster.put(Make.slices("big", endpoints, endpoint));
        return cluster;
    }

    /** 12 octets of header, 31 of question, 16 a record, 11 of OPT where there is EDNS. */
    @ParameterizedTest
    @CsvSource({
        "'', 512, true, 29",
        "+bufsize=100, 512, true, 28",
        "+bufsize=512, 512, true, 28",
        "+bufsize=1232, 1232, true, 73",
        "+bufsize=4096, 1232, true, 73",
        "+bufsize=65535, 1232, true, 73",
        "+tcp, 65535, false, 300",
        "+tcp +bufsize=1232, 65535, false, 300",
    })
    void threeHundredAddressesFillWhatTheTransportHolds(String how, int limit, boolean truncated, int records) {
        Cluster cluster = cluster(300, UNNAMED);

        Message reply = ask(cluster, "big.ns.svc.cluster.local. A " + how, limit);

        assertThat(reply.getHeader().getFlag(Flags.TC)).isEqualTo(truncated);
        assertThat(reply.getSection(Section.ANSWER)).hasSize(records).doesNotHaveDuplicates();
        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void fiveThousandAddressesFillATcpMessageAndSayThatThereAreMore() {
        Cluster cluster = cluster(5000, UNNAMED);

        Message reply = ask(cluster, "big.ns.svc.cluster.local. A +tcp", 65535);

        assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(reply.getSection(Section.ANSWER))
                .hasSize((65535 - 12 - 30) / 16)
                .doesNotHaveDuplicates();
    }

    @Test
    void servicesOverTcpListEveryEndpointAndItsAddress() {
        Cluster cluster = cluster(300, NAMED);

        Message reply = ask(cluster, "_http._tcp.big.ns.svc.cluster.local. SRV +tcp", 65535);

        assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(reply.getSection(Section.ANSWER)).hasSize(300).doesNotHaveDuplicates();
        assertThat(reply.getSection(Section.ADDITIONAL)).hasSize(300).doesNotHaveDuplicates();
        Set<String> targets = new HashSet<>();
        for (Record record : reply.getSection(Section.ANSWER)) {
            SRVRecord srv = (SRVRecord) record;
            assertThat(srv.getWeight()).isEqualTo(1);
            targets.add(srv.getTarget().toString());
        }
        for (Record record : reply.getSection(Section.ADDITIONAL)) {
            assertThat(targets).contains(record.getName().toString());
        }
    }

    @Test
    void additionalAddressesThatDoNotFitAreLeftOutInSilence() {
        Cluster cluster = cluster(9, NAMED);

        Message reply = ask(cluster, "_http._tcp.big.ns.svc.cluster.local. SRV", 512);

        assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(reply.getSection(Section.ANSWER)).hasSize(9);
        assertThat(reply.getSection(Section.ADDITIONAL)).hasSizeLessThan(9);
    }

    @Test
    void fiveThousandServiceRecordsFillATcpMessage() {
        Cluster cluster = cluster(5000, UNNAMED);

        Message reply = ask(cluster, "_http._tcp.big.ns.svc.cluster.local. SRV +tcp", 65535);

        assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(reply.getSection(Section.ANSWER)).hasSizeGreaterThan(1000).doesNotHaveDuplicates();
    }

    @Test
    void everyAddressTakesItsTurnInWhatIsCutOff() {
        Cluster cluster = cluster(300, UNNAMED);
        Map<String, Integer> seen = new HashMap<>();
        int queries = 3000;

        for (int i = 0; i < queries; i++) {
            for (Record record :
                    ask(cluster, "big.ns.svc.cluster.local. A", 512).getSection(Section.ANSWER)) {
                seen.merge(((ARecord) record).getAddress().getHostAddress(), 1, Integer::sum);
            }
        }

        // 290 are expected of each; six standard deviations is about 100.
        int expected = queries * 29 / 300;
        assertThat(seen).hasSize(300);
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(expected - 110, expected + 110));
    }

    @Test
    void everyAddressTakesItsTurnBehindAnAliasToo() {
        Cluster cluster = cluster(300, UNNAMED);
        cluster.put(Make.alias("alias", "big.ns.svc.cluster.local"));
        Set<Record> seen = new HashSet<>();

        for (int i = 0; i < 600; i++) {
            Message reply = ask(cluster, "alias.ns.svc.cluster.local. A", 512);
            assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
            assertThat(reply.getSection(Section.ANSWER)).hasSizeGreaterThan(20).doesNotHaveDuplicates();
            seen.addAll(reply.getSection(Section.ANSWER));
        }

        assertThat(seen).hasSize(301);
        assertThat(ask(cluster, "alias.ns.svc.cluster.local. A +tcp", 65535).getSection(Section.ANSWER))
                .hasSize(301)
                .first()
                .isInstanceOf(CNAMERecord.class);
    }

    @Test
    void everyServiceRecordTakesItsTurnInWhatIsCutOff() {
        Cluster cluster = cluster(300, NAMED);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1500; i++) {
            Message reply = ask(cluster, "_http._tcp.big.ns.svc.cluster.local. SRV", 512);
            assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
            for (Record record : reply.getSection(Section.ANSWER)) {
                seen.add(((SRVRecord) record).getTarget().toString());
            }
        }

        assertThat(seen).hasSize(300);
    }

    @Test
    void eachPodOfABigStatefulSetIsFoundByName() {
        Cluster cluster = cluster(1000, NAMED);

        for (int i = 0; i < 1000; i++) {
            String name = "pod-" + i + ".big.ns.svc.cluster.local.";
            String address = UNNAMED.apply(i);
            assertThat(cluster.dig(name + " A")).isEqualTo("NOERROR aa\n" + name + " 30 A " + address);
            String[] octets = address.split("\\.");
            String reverse = octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + ".in-addr.arpa.";
            assertThat(cluster.dig(reverse + " PTR")).isEqualTo("NOERROR aa\n" + reverse + " 30 PTR " + name);
        }
        assertThat(cluster.dig("pod-1000.big.ns.svc.cluster.local. A")).startsWith("NXDOMAIN aa");
        assertThat(cluster.dig("10-9-0-1.big.ns.svc.cluster.local. A")).startsWith("NXDOMAIN aa");
    }

    private static Message ask(Cluster cluster, String question, int limit) {
        byte[] reply = cluster.ask(question);
        assertThat(reply.length).isLessThanOrEqualTo(limit);
        return DigText.message(reply);
    }
}
