package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.forward.UpstreamPolicy;
import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.CorefileException;
import java.io.IOException;
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

    private static final InetSocketAddress UPSTREAM = new InetSocketAddress("192.0.2.1", 53);

    private static ForwardDirective read(String directive) {
        return Plans.part(ForwardDirective.class, directive);
    }

    private static ForwardConfig with(String option) {
        return read("forward . 192.0.2.1 {\n" + option + "\n}").config(List.of(UPSTREAM));
    }

    @Test
    void defaultsAreThoseOfThePeer() {
        ForwardDirective directive = read("forward . 192.0.2.1");
        assertThat(directive.config(List.of(UPSTREAM))).isEqualTo(ForwardConfig.of(DomainName.ROOT, List.of(UPSTREAM)));
        assertThat(directive.upstreams()).hasSize(1);
        assertThat(directive.upstreams().get(0).addresses()).containsExactly(UPSTREAM);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:53",
        "192.0.2.1:1053, 192.0.2.1:1053",
        "dns://192.0.2.1, 192.0.2.1:53",
        "2001:db8::1, '[2001:db8:0:0:0:0:0:1]:53'",
        "'[2001:db8::1]:5353', '[2001:db8:0:0:0:0:0:1]:5353'",
        "fe80::1%1, '[fe80:0:0:0:0:0:0:1%1]:53'",
        "localhost:1053, '127.0.0.1:1053'"
    })
    void upstreamsAreAddressesOrNames(String word, String address) {
        String found =
                read("forward . " + word).upstreams().get(0).addresses().get(0).toString();
        assertThat(found.substring(found.indexOf('/') + 1)).isEqualTo(address);
    }

    @Test
    void upstreamsMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("resolv.conf"),
                "# ours\nsearch example.org\nnameserver 192.0.2.1\nnameserver\t2001:db8::2 # second\nnameserver x\n");
        List<InetSocketAddress> found =
                read("forward . " + file).upstreams().get(0).addresses();
        assertThat(found).containsExactly(UPSTREAM, new InetSocketAddress("2001:db8::2", 53));
    }

    @Test
    void fileWithoutNameserverIsAnErrorOnlyWhenStarted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("resolv.conf"), "search example.org\n");
        UpstreamWord empty = read("forward . " + file).upstreams().get(0);
        assertThatThrownBy(empty::addresses)
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("2:11")
                .hasMessageContaining("has no line such as `nameserver 10.0.0.1`");
        UpstreamWord absent = read("forward . /nowhere/resolv.conf").upstreams().get(0);
        assertThatThrownBy(absent::addresses)
                .isInstanceOf(CorefileException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void everyOptionIsRead() {
        ForwardConfig config = with("""
                except cluster.local 10.0.0.0/8
                policy sequential
                force_tcp
                prefer_udp
                expire 20s
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
        assertThat(config.carriage()).isEqualTo(new ForwardConfig.Carriage(true, false, Duration.ofSeconds(20)));
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
    void severalMayStandInOneBlock() {
        ServerPlan plan = Plans.of(". {\nforward a.test 192.0.2.1\nforward . 192.0.2.2\n}\n");
        assertThat(plan.blocks().get(0).all(ForwardDirective.class))
                .extracting(it -> it.from().toString())
                .containsExactly("a.test.", ".");
    }

    @ParameterizedTest
    @CsvSource({
        "tls",
        "tls_servername dns.example",
        "doh_method GET",
        "max_age 1m",
        "max_idle_conns 3",
        "resolver 192.0.2.9"
    })
    void whatHasNoEffectIsWarnedOf(String option) {
        assertThat(Plans.warnings("forward . 192.0.2.1 {\n" + option + "\n}"))
                .singleElement()
                .asString()
                .startsWith("3:1 `" + option.split(" ", -1)[0] + "` of `forward` has no effect");
    }
}
