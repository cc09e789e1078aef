package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.hosts.HostsConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.plugin.HostsDirective.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hosts} reads as; {@link ServerPlanTest} has its mistakes. */
class HostsDirectiveTest {

    private static final List<DomainName> ROOT = List.of(DomainName.ROOT);

    private static HostsDirective read(String directive) {
        return Plans.part(HostsDirective.class, directive);
    }

    private static DomainName name(String text) {
        return DomainName.parse(text);
    }

    private static IpAddress address(String text) {
        return Objects.requireNonNull(IpAddress.parse(text));
    }

    @Test
    void alone() {
        assertThat(read("hosts"))
                .isEqualTo(new HostsDirective(
                        new HostsConfig(ROOT, 3600, true, List.of(), false),
                        Path.of("/etc/hosts"),
                        List.of(),
                        Duration.ofSeconds(5)));
    }

    @Test
    void withEverything() {
        assertThat(read("""
                hosts /nowhere/NodeHosts example.org Example.net {
                    10.0.0.1 a.example.org b.example.org
                    2001:db8::1%eth0 *.example.net
                    10.0.0.2
                    ttl 60
                    no_reverse
                    reload 15s
                    fallthrough example.org in-addr.arpa
                    fallthrough_unsupported
                    10.0.0.3 behind.example.org
                }
                """))
                .isEqualTo(new HostsDirective(
                        new HostsConfig(
                                List.of(name("example.org."), name("example.net.")),
                                60,
                                false,
                                List.of(name("example.org."), name("in-addr.arpa.")),
                                true),
                        Path.of("/nowhere/NodeHosts"),
                        List.of(
                                new Line(address("10.0.0.1"), List.of(name("a.example.org."), name("b.example.org."))),
                                new Line(address("2001:db8::1"), List.of(name("*.example.net."))),
                                new Line(address("10.0.0.2"), List.of()),
                                new Line(address("10.0.0.3"), List.of(name("behind.example.org.")))),
                        Duration.ofSeconds(15)));
    }

    @Test
    void fallthroughAloneIsForEveryName() {
        assertThat(read("hosts {\nfallthrough\n}").config().fallthrough()).isEqualTo(ROOT);
    }

    @Test
    void zeroMeansThatTheFileIsReadOnce() {
        assertThat(read("hosts {\nreload 0\n}").reload()).isZero();
        assertThat(read("hosts {\nreload 0s\n}").reload()).isZero();
    }

    @Test
    void aRelativeFileIsBelowTheRoot(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("list"), "");
        String corefile = "root " + folder + "\nhosts list";

        assertThat(read(corefile).file()).isEqualTo(folder.resolve("list"));
        assertThat(Plans.warnings(corefile)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereAndALineThatIsNoneAreWarnedOf() {
        assertThat(Plans.warnings("hosts /nowhere/list"))
                .containsExactly("2:7 this machine has no file `/nowhere/list` now");
        assertThat(Plans.warnings("hosts {\n  fallthrought\n}"))
                .containsExactly(
                        "3:3 `fallthrought` of `hosts` has no effect: it is neither an address with names nor one of "
                                + "`fallthrough`, `fallthrough_unsupported`, `no_reverse`, `reload`, `ttl`; did you mean "
                                + "`fallthrough`?");
    }
}
