package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.UpstreamPolicy;
import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.tls.ClientTlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardDirectiveTest {

    private static final Endpoint UPSTREAM = Endpoint.plain(new InetSocketAddress("192.0.2.1", 53));
    private static final UpstreamWord.Names LOOPBACK = name -> List.of(InetAddress.getLoopbackAddress());

    private static ForwardDirective read(String directive) {
        return Plans.part(ForwardDirective.class, directive);
    }

    private static ForwardConfig with(String option) {
        return read("forward . 192.0.2.1 {\n" + option + "\n}").config(List.of(UPSTREAM));
    }

    @Test
    void defaultsAreThoseOfThePeer() {
        ForwardDirective directive = read("forward . 192.0.2.1");
        assertThat(directive.config(List.of(UPSTREAM)))
                .isEqualTo(ForwardConfig.of(DomainName.ROOT, List.of(UPSTREAM.address())));
        assertThat(directive.endpoints(LOOPBACK)).containsExactly(UPSTREAM);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:53",
        "192.0.2.1:1053, 192.0.2.1:1053",
        "dns://192.0.2.1, 192.0.2.1:53",
        "2001:db8::1, [2001:db8::1]:53",
        "[2001:db8::1]:5353, [2001:db8::1]:5353",
        "localhost:1053, 127.0.0.1:1053",
        "tls://192.0.2.1, tls://192.0.2.1:853",
        "tls://192.0.2.1:10853, tls://192.0.2.1:10853",
        "tls://192.0.2.1%dns.example, tls://192.0.2.1:853%dns.example",
        "tls://192.0.2.1%dns.example:10853, tls://192.0.2.1:10853%dns.example",
        "tls://2001:db8::1, tls://[2001:db8::1]:853",
        "tls://[2001:db8::1]:10853, tls://[2001:db8::1]:10853",
        "tls://[2001:db8::1%dns.example]:10853, tls://[2001:db8::1]:10853%dns.example",
        "tls://dns.example, tls://127.0.0.1:853",
        "https://192.0.2.1, https://192.0.2.1:443",
        "https://192.0.2.1%dns.example:8443, https://192.0.2.1:8443%dns.example",
        "https://dns.example:8443, https://127.0.0.1:8443"
    })
    void upstreamsAreAddressesOrNames(String word, String endpoint) {
        assertThat(read("forward . " + word).endpoints(LOOPBACK))
                .singleElement()
                .hasToString(endpoint);
    }

    @Test
    void addressMayHaveAScope() {
        InetSocketAddress found =
                read("forward . fe80::1%1").endpoints(LOOPBACK).get(0).address();
        assertThat(found.toString()).endsWith("[fe80:0:0:0:0:0:0:1%1]:53");
    }

    @Test
    void serverNameOfAllIsThatOfEveryEncryptedOne() {
        ForwardDirective directive =
                read("forward . tls://192.0.2.1 https://192.0.2.2 192.0.2.3 {\ntls\ntls_servername dns.example\n}");
        assertThat(directive.endpoints(LOOPBACK))
                .extracting(Endpoint::toString)
                .containsExactly(
                        "tls://192.0.2.1:853%dns.example", "https://192.0.2.2:443%dns.example", "192.0.2.3:53");
    }

    @Test
    void sameUpstreamTwiceIsAskedOnce() {
        assertThat(read("forward . 192.0.2.1 192.0.2.1:53 tls://192.0.2.1").endpoints(LOOPBACK))
                .extracting(Endpoint::toString)
                .containsExactly("192.0.2.1:53", "tls://192.0.2.1:853");
    }

    @Test
    void upstreamsMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("resolv.conf"),
                "# ours\nsearch example.org\nnameserver 192.0.2.1\nnameserver\t2001:db8::2 # second\nnameserver x\n");
        assertThat(read("forward . " + file).endpoints(LOOPBACK))
                .containsExactly(UPSTREAM, Endpoint.plain(new InetSocketAddress("2001:db8::2", 53)));
    }

    @Test
    void fileWithoutNameserverIsAnErrorOnlyWhenStartedAndAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "search example.org\n");
        ForwardDirective empty = read("forward . " + file);
        assertThatThrownBy(() -> empty.endpoints(LOOPBACK))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("2:1")
                .hasMessageContaining("have no line such as `nameserver 10.0.0.1`");
        assertThat(read("forward . " + file + " 192.0.2.1").endpoints(LOOPBACK)).containsExactly(UPSTREAM);
        Files.delete(file);
        assertThatThrownBy(() -> empty.endpoints(LOOPBACK))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("2:11")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void hostNameThatNobodyKnowsIsAnErrorWhenStarted() {
        assertThatThrownBy(() -> read("forward . 192.0.2.1 dns.example").endpoints(name -> List.of()))
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("2:21")
                .hasMessageContaining("no address of the upstream `dns.example` is found");
    }

    @Test
    void filesOfTlsMayBeOneTwoOrThree() {
        assertThat(tls("tls")).isEqualTo(ClientTlsConfig.USUAL);
        assertThat(tls("tls ca.pem")).isEqualTo(new ClientTlsConfig(null, null, Path.of("ca.pem")));
        assertThat(tls("tls a.pem a.key")).isEqualTo(new ClientTlsConfig(Path.of("a.pem"), Path.of("a.key"), null));
        assertThat(tls("tls a.pem a.key ca.pem"))
                .isEqualTo(new ClientTlsConfig(Path.of("a.pem"), Path.of("a.key"), Path.of("ca.pem")));
    }

    private static ClientTlsConfig tls(String option) {
        return read("forward . tls://192.0.2.1 {\n" + option + "\n}").options().tls();
    }

    @Test
    void everyOptionIsRead() {
        ForwardConfig config = with("""
                except cluster.local 10.0.0.0/8
                policy sequential
                force_tcp
                prefer_udp
                random_case
                expire 20s
                max_age 2m
                max_idle_conns 3
                source_address 192.0.2.7
                doh_method GET
                read_timeout 500ms
                health_check 1s no_rec domain example.org
                max_fails 3
                max_concurrent 1000
                max_connect_attempts 7
                failfast_all_unhealthy_upstreams
                failover servfail REFUSED
                next NXDOMAIN
                next_on_nodata
                """);
        assertThat(config.except()).hasToString("[cluster.local., 10.in-addr.arpa.]");
        assertThat(config.policy()).isEqualTo(UpstreamPolicy.SEQUENTIAL);
        assertThat(config.carriage()).isEqualTo(new ForwardConfig.Carriage(true, false, true));
        assertThat(config.connections())
                .isEqualTo(new ForwardConfig.Connections(
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        3,
                        new InetSocketAddress("192.0.2.7", 0).getAddress(),
                        true));
        assertThat(config.attemptTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.probe())
                .isEqualTo(
                        new ForwardConfig.HealthProbe(Duration.ofSeconds(1), false, DomainName.parse("example.org")));
        assertThat(config.maxFails()).isEqualTo(3);
        assertThat(config.maxConcurrent()).isEqualTo(1000);
        assertThat(config.maxAttempts()).isEqualTo(7);
        assertThat(config.failFast()).isTrue();
        assertThat(config.rcodes()).isEqualTo(new ForwardConfig.Rcodes(Set.of(2, 5), Set.of(3), true));
    }

    @Test
    void noCapOfAttemptsIsWrittenAsZero() {
        assertThat(with("max_connect_attempts 0").maxAttempts()).isEqualTo(Integer.MAX_VALUE);
        assertThat(with("").maxAttempts()).isZero();
    }

    @Test
    void resolversAreAddresses() {
        assertThat(read("forward . dns.example {\nresolver 192.0.2.9 [2001:db8::9]:5353\n}")
                        .options()
                        .resolvers())
                .containsExactly(new InetSocketAddress("192.0.2.9", 53), new InetSocketAddress("2001:db8::9", 5353));
    }

    @Test
    void severalMayStandInOneBlock() {
        ServerPlan plan = Plans.of(". {\nforward a.test 192.0.2.1\nforward . 192.0.2.2\n}\n");
        assertThat(plan.blocks().get(0).all(ForwardDirective.class))
                .extracting(it -> it.from().toString())
                .containsExactly("a.test.", ".");
    }

    @Test
    void whatHasAnEffectIsNotWarnedOf() {
        assertThat(Plans.warnings("forward . tls://192.0.2.1 {\ntls\ntls_servername a.test\n}"))
                .isEmpty();
        assertThat(Plans.warnings("forward . https://dns.example {\ndoh_method GET\nresolver 192.0.2.9\n}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tls", "tls_servername dns.example", "doh_method GET", "resolver 192.0.2.9"})
    void whatHasNoEffectIsWarnedOf(String option) {
        assertThat(Plans.warnings("forward . 192.0.2.1 {\n" + option + "\n}"))
                .singleElement()
                .asString()
                .startsWith("3:1 `" + option.split(" ", -1)[0] + "` of `forward` has no effect");
    }
}
