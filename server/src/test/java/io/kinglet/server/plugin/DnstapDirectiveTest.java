package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.dnstap.TapAddress;
import io.kinglet.server.dnstap.TapSocket;
import io.kinglet.server.plugin.DnstapDirective.Sent;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ServerTlsConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnstapDirectiveTest {

    private static List<Sent> read(String text) {
        DnstapDirective directive =
                Plans.of(".:53 {\n" + text + "\n}\n").blocks().get(0).one(DnstapDirective.class);
        assertThat(directive).isNotNull();
        return directive.taps();
    }

    @Test
    void messagesWithoutTheDnsOnesGoToASocketUnlessToldOtherwise() {
        assertThat(read("dnstap /run/tap.sock"))
                .containsExactly(
                        new Sent(new TapAddress.Unix(Path.of("/run/tap.sock")), false, 10_000, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "/run/tap.sock, /run/tap.sock",
        "unix:///run/tap.sock, /run/tap.sock",
        "run/tap.sock, run/tap.sock",
        "tcp://127.0.0.1:6000, tcp://127.0.0.1:6000",
        "tcp://[2001:db8::1]:6000, tcp://2001:db8::1:6000",
        "tcp://collector.example:6000, tcp://collector.example:6000",
        "tls://collector.example:6000, tls://collector.example:6000"
    })
    void aCollectorIsReachedInThreeWays(String written, String meant) {
        assertThat(read("dnstap " + written).get(0).place()).hasToString(meant);
    }

    @Test
    void everyOptionIsTaken() {
        Sent sent = read("dnstap tls://127.0.0.1:6000 full 2 3 {\n identity me\n version v1\n extra \"x {name}\"\n"
                        + " skipverify\n}")
                .get(0);
        assertThat(sent.place()).isEqualTo(new TapAddress.Tls(new TapAddress.Tcp("127.0.0.1", 6000, 2 << 20), false));
        assertThat(sent.full()).isTrue();
        assertThat(sent.queue()).isEqualTo(30_000);
        assertThat(sent.identity()).isEqualTo("me");
        assertThat(sent.version()).isEqualTo("v1");
        assertThat(sent.extra()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/run/tap.sock, /run/tap.sock",
        "unix:///run/tap.sock, /run/tap.sock",
        "tcp://127.0.0.1:6000, tcp://127.0.0.1:6000",
        "tcp://[2001:db8::1]:6000, tcp://2001:db8::1:6000",
        "tcp://:6000, tcp://:6000"
    })
    void collectorsComeToASocket(String written, String meant) {
        assertThat(read("dnstap listen " + written).get(0).place())
                .isInstanceOf(TapSocket.class)
                .hasToString(meant);
    }

    @Test
    void everyOptionOfASocketIsTaken() {
        Sent sent = read("dnstap listen tls://:6000 full 2 3 {\n identity me\n version v1\n tls a.pem a.key\n}")
                .get(0);
        assertThat(sent.place()).isEqualTo(new TapSocket.Tcp("", 6000, 2 << 20, true));
        assertThat(sent.full()).isTrue();
        assertThat(sent.queue()).isEqualTo(30_000);
        assertThat(sent.identity()).isEqualTo("me");
        assertThat(sent.tls()).isNotNull();
        assertThat(sent.tls().config())
                .isEqualTo(new ServerTlsConfig(Path.of("a.pem"), Path.of("a.key"), null, ClientCertificates.NONE));
    }

    @ParameterizedTest
    @CsvSource({"'', VERIFIED", "skipverify, VERIFIED_IF_GIVEN"})
    void anAuthorityVouchesForCollectors(String option, ClientCertificates clients) {
        Sent sent = read("dnstap listen tls://127.0.0.1:6000 {\n tls a.pem a.key ca.pem\n" + option + "\n}")
                .get(0);
        assertThat(sent.tls()).isNotNull();
        assertThat(sent.tls().config().authority()).isEqualTo(Path.of("ca.pem"));
        assertThat(sent.tls().config().clients()).isEqualTo(clients);
    }

    @Test
    void aCertificateNobodySeesIsWarnedOf() {
        assertThat(Plans.of(".:53 {\ndnstap listen tcp://127.0.0.1:6000 {\ntls a.pem a.key\n}\n}\n")
                        .warnings())
                .singleElement()
                .asString()
                .contains("`tls` has no effect");
    }

    @Test
    void severalCollectorsAreTold() {
        assertThat(read("dnstap /run/a.sock full\ndnstap tcp://127.0.0.1:6000")).hasSize(2);
    }

    @Test
    void whatHasNoEffectIsWarnedOf() {
        assertThat(Plans.of(".:53 {\ndnstap /run/a.sock {\nskipverify\n}\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("`skipverify` has no effect");
    }
}
