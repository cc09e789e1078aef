package io.kinglet.dns.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.hosts.HostsReader.LeftOut;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsLayerTest {

    private static final Answer PASSED = new Answer.Failure(9);
    private static final List<DomainName> ALL = List.of(DomainName.ROOT);
    private static final HostsConfig PLAIN = new HostsConfig(ALL, 60, true, ALL, false);
    private static final String LIST = """
            # nodes
            10.0.0.1   node1 Node1.Cluster.test # the first
            10.0.0.2\tnode2
            10.0.0.2   node2 node2
            10.0.0.3   node2
            2001:db8::1%eth0 node1
            ::ffff:10.0.0.9 mapped.test
            192.168.1.10 *.wild.test
            2001:db8::2 *.wild.test
            192.168.1.11 a.wild.test x.y.wild.test
            """;

    private LeftOut leftOut = LeftOut.NOTHING;

    private HostsTable table(HostsConfig config, String list) {
        HostsTable.Builder builder = new HostsTable.Builder(config);
        try {
            leftOut =
                    new HostsReader(builder).read(new ByteArrayInputStream(list.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    private Resolver layer(HostsConfig config, String list) {
        return new HostsLayer(config, new Published<>(table(config, list))).over(it -> PASSED);
    }

    private static String dig(Resolver resolver, String question) {
        String[] words = question.strip().split(" ");
        Query query = Ask.udp(words[0], words[1]);
        Answer answer = resolver.resolve(query);
        return answer == PASSED ? "passed" : Dig.text(query, answer).replace("\n", " / ");
    }

    private static String noData(String name) {
        return "NOERROR qr aa rd / auth %s 60 SOA %s nobody.invalid. 1 3600 1200 604800 60".formatted(name, name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            node1. A                     | NOERROR qr aa rd / node1. 60 A 10.0.0.1
            NoDe1. A                     | NOERROR qr aa rd / NoDe1. 60 A 10.0.0.1
            node1. AAAA                  | NOERROR qr aa rd / node1. 60 AAAA 2001:db8:0:0:0:0:0:1
            node2. A                     | NOERROR qr aa rd / node2. 60 A 10.0.0.2 / node2. 60 A 10.0.0.3
            node1.cluster.test. A        | NOERROR qr aa rd / node1.cluster.test. 60 A 10.0.0.1
            mapped.test. A               | NOERROR qr aa rd / mapped.test. 60 A 10.0.0.9
            1.0.0.10.in-addr.arpa. PTR   | NOERROR qr aa rd / 1.0.0.10.in-addr.arpa. 60 PTR node1. / 1.0.0.10.in-addr.arpa. 60 PTR node1.cluster.test.
            2.0.0.10.IN-ADDR.arpa. PTR   | NOERROR qr aa rd / 2.0.0.10.IN-ADDR.arpa. 60 PTR node2.
            9.0.0.10.in-addr.arpa. PTR   | NOERROR qr aa rd / 9.0.0.10.in-addr.arpa. 60 PTR mapped.test.
            10.1.168.192.in-addr.arpa. PTR | passed
            any.wild.test. A             | NOERROR qr aa rd / any.wild.test. 60 A 192.168.1.10
            any.wild.test. AAAA          | NOERROR qr aa rd / any.wild.test. 60 AAAA 2001:db8:0:0:0:0:0:2
            a.wild.test. A               | NOERROR qr aa rd / a.wild.test. 60 A 192.168.1.11
            wild.test. A                 | passed
            b.a.wild.test. A             | passed
            *.wild.test. A               | NOERROR qr aa rd / *.wild.test. 60 A 192.168.1.10
            node3. A                     | passed
            . A                          | passed
            1.0.0.10.in-addr.arpa. A     | passed
            node1. PTR                   | passed
            """)
    void listedNamesAreAnsweredAndOthersPassedOn(String question, String expected) {
        assertThat(dig(layer(PLAIN, LIST), question)).isEqualTo(expected);
    }

    @Test
    void listedNameWithoutTheTypeIsNoDataThatCanBeKept() {
        Resolver layer = layer(PLAIN, LIST);

        assertThat(dig(layer, "Node2. AAAA")).isEqualTo(noData("Node2."));
        assertThat(dig(layer, "node2. TXT")).isEqualTo(noData("node2."));
        assertThat(dig(layer, "a.wild.test. AAAA"))
                .as("a listed name hides the wildcard (RFC 4592 section 2.2.1)")
                .isEqualTo(noData("a.wild.test."));
        assertThat(dig(layer, "any.wild.test. MX")).isEqualTo(noData("any.wild.test."));
    }

    @Test
    void withoutFallthroughTheUnlistedIsServfail() {
        Resolver layer = layer(new HostsConfig(ALL, 60, true, List.of(), false), LIST);

        assertThat(dig(layer, "node3. A")).isEqualTo("SERVFAIL qr rd");
        assertThat(dig(layer, "1.0.0.10.in-addr.arpa. A")).isEqualTo(noData("1.0.0.10.in-addr.arpa."));
        assertThat(dig(layer, "7.0.0.10.in-addr.arpa. PTR"))
                .as("addresses of others")
                .isEqualTo("passed");
    }

    @Test
    void fallthroughIsForItsZones() {
        List<DomainName> some = List.of(DomainName.parse("wild.test."));
        Resolver layer = layer(new HostsConfig(ALL, 60, true, some, true), LIST);

        assertThat(dig(layer, "b.b.wild.test. A")).isEqualTo("passed");
        assertThat(dig(layer, "node3. A")).isEqualTo("SERVFAIL qr rd");
        assertThat(dig(layer, "a.wild.test. TXT")).isEqualTo("passed");
        assertThat(dig(layer, "a.wild.test. AAAA")).isEqualTo(noData("a.wild.test."));
        assertThat(dig(layer, "node1. TXT")).isEqualTo(noData("node1."));
    }

    @Test
    void namesOutsideOfTheZonesAreNotListed() {
        List<DomainName> zones = List.of(DomainName.parse("wild.test."), DomainName.parse("Cluster.test."));
        Resolver layer = layer(new HostsConfig(zones, 60, true, List.of(), false), LIST);

        assertThat(dig(layer, "node1. A")).isEqualTo("passed");
        assertThat(dig(layer, "node1.cluster.test. A")).contains(" A 10.0.0.1");
        assertThat(dig(layer, "1.0.0.10.in-addr.arpa. PTR"))
                .isEqualTo("NOERROR qr aa rd / 1.0.0.10.in-addr.arpa. 60 PTR node1.cluster.test.");
        assertThat(dig(layer, "1.0.0.10.in-addr.arpa. A")).isEqualTo("passed");
    }

    @Test
    void noPointersWhereNoneAreWanted() {
        Resolver layer = layer(new HostsConfig(ALL, 60, false, ALL, false), LIST);

        assertThat(dig(layer, "1.0.0.10.in-addr.arpa. PTR")).isEqualTo("passed");
    }

    @Test
    void recordsAreCounted() {
        // node1 2, node2 2, node1.cluster.test, mapped, a.wild, x.y.wild; the wildcard 2; PTR: 2 + 1 + 1 + 1 + 1 + 2
        assertThat(table(PLAIN, LIST).records()).isEqualTo(10 + 8);
        assertThat(leftOut.count()).isZero();
        assertThat(HostsTable.empty().records()).isZero();
    }

    @Test
    void whatCannotBeReadIsLeftOutAndCounted() {
        HostsTable table = table(
                PLAIN,
                "one two\n10.0.0.256 x\n\n10.0.0.1 a..b ok\n10.0.0.2 " + "y".repeat(5000) + " fine\r\n" + "10.0.0.3 "
                        + "z".repeat(64) + " last");
        Resolver layer = new HostsLayer(PLAIN, new Published<>(table)).over(it -> PASSED);

        assertThat(leftOut.count()).isEqualTo(5);
        assertThat(leftOut.line()).isEqualTo(1);
        assertThat(leftOut.reason()).isEqualTo("the line does not begin with an address");
        assertThat(dig(layer, "ok. A")).endsWith("A 10.0.0.1");
        assertThat(dig(layer, "fine. A")).endsWith("A 10.0.0.2");
        assertThat(dig(layer, "last. A")).endsWith("A 10.0.0.3");
        assertThat(table.records()).isEqualTo(6);
    }

    @Test
    void aNameKeepsNoMoreThanAMessageHolds() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 6000; i++) {
            list.append("10.0.").append(i >> 8).append('.').append(i & 255).append(" many\n");
            list.append("10.9.9.9 n").append(i).append('\n');
        }
        HostsTable table = table(PLAIN, list.toString());
        Resolver layer = new HostsLayer(PLAIN, new Published<>(table)).over(it -> PASSED);
        Query query = Ask.tcp("many.", "A");
        Query pointers = Ask.tcp("9.9.9.10.in-addr.arpa.", "PTR");

        assertThat(Dig.message(Dig.octets(query, layer.resolve(query))).getSection(1))
                .hasSizeGreaterThan(4000);
        assertThat(Dig.message(Dig.octets(pointers, layer.resolve(pointers))).getSection(1))
                .hasSizeGreaterThan(3000);
    }

    @Test
    void aBlockListIsReadInLittleTimeAndShares() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            list.append("0.0.0.0 ad").append(i).append(".example.test\n");
        }
        HostsTable table = table(PLAIN, list.toString());
        Query one = Ask.udp("ad1.example.test.", "A");
        Query other = Ask.udp("ad99999.example.test.", "A");
        Resolver layer = new HostsLayer(PLAIN, new Published<>(table)).over(it -> PASSED);

        assertThat(layer.resolve(one)).isSameAs(layer.resolve(other)).isNotSameAs(PASSED);
        assertThat(table.records()).isEqualTo(100_000 + HostDraft.MOST);
    }

    @Test
    void answersAllocateNothing() {
        Resolver layer = layer(PLAIN, LIST);
        Query[] queries = {
            Ask.udp("node2.", "A"),
            Ask.udp("node1.", "AAAA"),
            Ask.udp("node2.", "AAAA"),
            Ask.udp("any.wild.test.", "A"),
            Ask.udp("1.0.0.10.in-addr.arpa.", "PTR"),
            Ask.udp("unlisted.test.", "A")
        };
        AnswerEncoder encoder = new AnswerEncoder(true);
        byte[] out = new byte[1232];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 20 && allocated > 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 600; i++) {
                Query query = queries[i % queries.length];
                encoder.encode(query, layer.resolve(query), out);
            }
            allocated = threads.getThreadAllocatedBytes(id) - before;
        }

        assertThat(allocated / 600).isZero();
    }
}
