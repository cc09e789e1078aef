package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.zonefile.ZoneFileConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code file} and {@code auto} read as; {@link ServerPlanTest} has their mistakes. */
class FileDirectiveTest {

    private static final List<DomainName> ROOT = List.of(DomainName.ROOT);

    private static List<DomainName> zones(String... names) {
        return List.of(names).stream().map(DomainName::parse).toList();
    }

    @Test
    void fileAloneIsForTheZonesOfTheBlock() {
        FileDirective file = Plans.part(FileDirective.class, "file /nowhere/db.all");
        assertThat(file.files())
                .containsExactly(new ZoneFileConfig(
                        Path.of("/nowhere/db.all"), Path.of("/nowhere"), ROOT, Duration.ofMinutes(1), false));
        assertThat(file.fallthrough()).isEmpty();
    }

    @Test
    void fileWithEverything() {
        FileDirective file = Plans.part(FileDirective.class, """
                file /nowhere/db.org example.org Example.net {
                    reload 30s
                    reload_by_mtime
                    fallthrough example.org
                }
                """);
        assertThat(file.files())
                .containsExactly(new ZoneFileConfig(
                        Path.of("/nowhere/db.org"),
                        Path.of("/nowhere"),
                        zones("example.org.", "example.net."),
                        Duration.ofSeconds(30),
                        true));
        assertThat(file.fallthrough()).isEqualTo(zones("example.org."));
    }

    @Test
    void allFilesOfABlockAreOneSetOfZones() {
        FileDirective file = Plans.part(FileDirective.class, """
                file db.a a.test {
                    fallthrough
                }
                file db.b b.a.test {
                    reload 0
                }
                """);
        assertThat(file.files())
                .extracting(ZoneFileConfig::zones)
                .containsExactly(zones("a.test."), zones("b.a.test."));
        assertThat(file.files())
                .extracting(ZoneFileConfig::reload)
                .containsExactly(Duration.ofMinutes(1), Duration.ZERO);
        assertThat(file.fallthrough()).isEqualTo(ROOT);
    }

    @Test
    void pathsBeginAtTheRoot() {
        FileDirective file = Plans.part(FileDirective.class, "file zones/db.a a.test\nroot /etc");
        assertThat(file.files().get(0).file()).isEqualTo(Path.of("/etc/zones/db.a"));
        assertThat(file.files().get(0).root()).isEqualTo(Path.of("/etc"));
        AutoDirective auto = Plans.part(AutoDirective.class, "auto {\ndirectory zones\n}\nroot /etc");
        assertThat(auto.config().folder()).isEqualTo(Path.of("/etc/zones"));
        assertThat(auto.config().root()).isEqualTo(Path.of("/etc"));
    }

    @Test
    void autoHasThePeersDefaults() {
        AutoDirective auto = Plans.part(AutoDirective.class, "auto {\ndirectory /nowhere\n}");
        assertThat(auto.origins()).isEqualTo(ROOT);
        assertThat(auto.config().names().text()).isEqualTo("db\\.(.*)");
        assertThat(auto.config().origin()).isEqualTo("${1}");
        assertThat(auto.config().reload()).isEqualTo(Duration.ofMinutes(1));
        assertThat(auto.config().root()).isEqualTo(Path.of("/nowhere"));
    }

    @Test
    void autoWithEverything() {
        AutoDirective auto = Plans.part(AutoDirective.class, """
                auto example.org {
                    directory /nowhere ^(.*)\\.(test)\\.zone$ {2}.{1}
                    reload 45s
                }
                """);
        assertThat(auto.origins()).isEqualTo(zones("example.org."));
        assertThat(auto.config().names().text()).isEqualTo("^(.*)\\.(test)\\.zone$");
        assertThat(auto.config().origin()).isEqualTo("${2}.${1}");
        assertThat(auto.config().reload()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void whatIsProbablyNotMeantIsWarnedOf() {
        assertThat(Plans.warnings("file /nowhere/db.a"))
                .containsExactly(
                        "2:1 this machine has no file `/nowhere/db.a` now; its zones are SERVFAIL until it has");
        assertThat(Plans.warnings("auto {\ndirectory /nowhere\n}"))
                .containsExactly("3:1 this machine has no folder `/nowhere` now");
    }

    @Test
    void groupThatAPatternDoesNotHaveIsSaid() {
        assertThat(Plans.warnings("auto {\ndirectory /tmp db\\.(.*) {1}.test\n}"))
                .isEmpty();
        assertThat(Plans.warnings("auto {\ndirectory /tmp db\\.(.*) {1}.{2}.test\n}"))
                .singleElement()
                .asString()
                .contains("`{2}` of `auto` stands for nothing", "has 1 group");
    }
}
