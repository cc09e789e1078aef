package io.kinglet.dns.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinLayersTest {

    private static final Answer PASSED = new Answer.Failure(9);
    private final AtomicInteger counted = new AtomicInteger();

    private static String dig(Resolver resolver, Query query) {
        Answer answer = resolver.resolve(query);
        return answer == PASSED ? "passed" : Dig.text(query, answer).replace("\n", " | ");
    }

    private String local(boolean anyPrefix, String question) {
        String[] words = question.split(" ");
        return dig(new LocalLayer(anyPrefix, counted::incrementAndGet).over(it -> PASSED), Ask.udp(words[0], words[1]));
    }

    @Test
    void anyIsAnsweredWithOneRecordOfNoUse() {
        Resolver any = new AnyLayer().over(it -> PASSED);
        assertThat(dig(any, Ask.udp("X.test.", "ANY")))
                .isEqualTo("NOERROR qr rd | X.test. 8482 HINFO \"RFC8482\" \"\"");
        assertThat(dig(any, Ask.udp("X.test.", "A"))).isEqualTo("passed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost. A                 | NOERROR qr aa rd / localhost. 604800 A 127.0.0.1
            LocalHost. AAAA              | NOERROR qr aa rd / LocalHost. 604800 AAAA 0:0:0:0:0:0:0:1
            localhost. MX                | NOERROR qr aa rd / auth localhost. 604800 SOA localhost. root.localhost. 1 0 0 0 604800
            localhost. SOA               | NOERROR qr aa rd / localhost. 604800 SOA localhost. root.localhost. 1 0 0 0 604800
            localhost. NS                | NOERROR qr aa rd / localhost. 604800 NS localhost.
            x.y.localhost. A             | NOERROR qr aa rd / x.y.localhost. 604800 A 127.0.0.1
            x.LOCALHOST. TXT             | NOERROR qr aa rd / auth LOCALHOST. 604800 SOA LOCALHOST. root.LOCALHOST. 1 0 0 0 604800
            localhost.shop.test. A       | NOERROR qr rd / localhost.shop.test. 604800 A 127.0.0.1
            localhost.shop.test. AAAA    | NOERROR qr rd / localhost.shop.test. 604800 AAAA 0:0:0:0:0:0:0:1
            127.in-addr.arpa. NS         | NOERROR qr aa rd / 127.in-addr.arpa. 604800 NS localhost.
            0.in-addr.ARPA. SOA          | NOERROR qr aa rd / 0.in-addr.ARPA. 604800 SOA localhost. root.localhost. 1 0 0 0 604800
            1.0.0.127.in-addr.arpa. PTR  | NOERROR qr aa rd / 1.0.0.127.in-addr.arpa. 604800 PTR localhost.
            """)
    void namesOfThisHostAreAnswered(String question, String expected) {
        assertThat(local(true, question)).isEqualTo(expected.replace(" / ", " | "));
    }

    @ParameterizedTest
    @CsvSource({
        "255.in-addr.arpa. A, NOERROR",
        "0.127.in-addr.arpa. PTR, NOERROR",
        "0.0.127.in-addr.arpa. PTR, NOERROR",
        "1.0.0.127.in-addr.arpa. A, NOERROR",
        "2.0.0.127.in-addr.arpa. PTR, NXDOMAIN",
        "0.1.127.in-addr.arpa. PTR, NXDOMAIN",
        "x.1.0.0.127.in-addr.arpa. PTR, NXDOMAIN",
        "1.255.in-addr.arpa. PTR, NXDOMAIN"
    })
    void restOfTheReverseZonesIsDenied(String question, String rcode) {
        assertThat(local(true, question))
                .startsWith(rcode + " qr aa rd | auth ")
                .contains(" 604800 SOA ");
    }

    @ParameterizedTest
    @CsvSource({
        ". A",
        "example.test. A",
        "localhosts. A",
        "xlocalhost. A",
        "x.localhost.test. A",
        "28.in-addr.arpa. PTR",
        "127.in-addr.arpa.test. PTR",
        "arpa. NS"
    })
    void otherNamesPass(String question) {
        assertThat(local(true, question)).isEqualTo("passed");
    }

    @Test
    void prefixMayBeLeftToOthers() {
        assertThat(local(false, "localhost.shop.test. A")).isEqualTo("passed");
        assertThat(local(false, "shop.localhost. A")).contains("127.0.0.1");
    }

    @Test
    void namesBelowAndInFrontAreCounted() {
        local(true, "localhost. A");
        local(true, "x.localhost. A");
        local(true, "localhost.test. A");
        assertThat(counted).hasValue(2);
    }

    private static String chaos(String name, int type, int recordClass) {
        byte[] octets = Packet.query().question(name).octets();
        octets[octets.length - 3] = (byte) type;
        octets[octets.length - 1] = (byte) recordClass;
        ChaosConfig config = new ChaosConfig("v1", List.of("a", "b"), "host-7");
        return dig(new ChaosLayer(config).over(it -> PASSED), Ask.read(octets, Transport.UDP));
    }

    @ParameterizedTest
    @CsvSource({"Version.bind., v1", "version.server., v1", "hostname.bind., host-7", "id.server., host-7"})
    void chaosTellsWhoItIs(String name, String text) {
        assertThat(chaos(name, 16, 3)).isEqualTo("NOERROR qr rd | " + name + " 0 TXT " + text);
    }

    @Test
    void chaosTellsItsAuthorsOneByOne() {
        assertThat(chaos("authors.bind.", 16, 3)).endsWith("TXT a | authors.bind. 0 TXT b");
    }

    @Test
    void chaosIsOneClassAndOneType() {
        assertThat(chaos("version.bind.", 16, 1)).isEqualTo("passed");
        assertThat(chaos("version.bind.", 1, 3)).isEqualTo("passed");
        assertThat(chaos("x.version.bind.", 16, 3)).isEqualTo("passed");
    }
}
