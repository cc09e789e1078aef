package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutopathDirectiveTest {

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("resolv.conf"), text).toString();
    }

    private static AutopathDirective read(String directive) {
        return Plans.part(AutopathDirective.class, directive);
    }

    @Test
    void zonesAreThoseOfTheBlockUnlessNamed() {
        assertThat(read("autopath @kubernetes").zones()).containsExactly(DomainName.ROOT);
        assertThat(read("autopath A.test 10.0.0.0/24 @kubernetes").zones())
                .containsExactly(DomainName.parse("a.test."), DomainName.parse("0.0.10.in-addr.arpa."));
        assertThat(read("autopath @kubernetes").search()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            search a.test b.test                   ! [a.test., b.test.]
            domain a.test                          ! [a.test.]
            search a.test;domain b.test            ! [b.test.]
            nameserver 10.0.0.1;#search x; search  a.test\tb.test ! [a.test., b.test.]
            search a.test a.test . b..c            ! [a.test.]
            search a.test;search                   ! []
            """)
    void lastSearchLineCounts(String lines, String expected) throws IOException {
        assertThat(read("autopath " + file(lines.replace(';', '\n'))).search()).hasToString(expected);
    }

    @Test
    void whatCompletesNothingIsWarnedOf() throws IOException {
        assertThat(Plans.warnings("autopath @kubernetes"))
                .singleElement()
                .asString()
                .startsWith("2:10 this block has no");
        assertThat(Plans.warnings("autopath @kubernetes\nkubernetes a.test"))
                .singleElement()
                .asString()
                .startsWith("2:10 `autopath @kubernetes` completes nothing unless");
        assertThat(Plans.warnings("autopath @kubernetes\nkubernetes a.test {\npods verified\n}"))
                .isEmpty();
        assertThat(Plans.warnings("autopath " + file("nameserver 10.0.0.1")))
                .singleElement()
                .asString()
                .contains("has no `search` line");
    }
}
