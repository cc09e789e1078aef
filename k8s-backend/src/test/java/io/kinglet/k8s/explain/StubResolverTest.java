package io.kinglet.k8s.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.explain.Lookup.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class StubResolverTest {

    @ParameterizedTest
    @CsvFileSource(resources = "candidates.table", delimiter = '|', emptyValue = "")
    void triesTheNamesOfTheTable(String written, String searches, String options, String glibc, String musl) {
        List<String> all = List.of(options.split(" "));
        List<String> domains = searches == null || searches.isEmpty() ? List.of() : List.of(searches.split(" "));
        ResolvConf conf = new ResolvConf("None", List.of(), domains, ResolvConf.ndots(all), all, true, List.of());
        assertThat(names(StubResolver.GLIBC, written, conf)).isEqualTo(glibc);
        assertThat(names(StubResolver.MUSL, written, conf)).isEqualTo(musl);
    }

    @Test
    void muslIgnoresASearchListOfMoreThan255Characters() {
        List<String> domains = List.of("a".repeat(200) + ".example", "b".repeat(60) + ".example");
        ResolvConf conf = new ResolvConf("None", List.of(), domains, 5, List.of("ndots:5"), true, List.of());
        assertThat(names(StubResolver.MUSL, "web", conf)).isEqualTo("web");
        assertThat(StubResolver.GLIBC.candidates("web", conf)).hasSize(3);
    }

    @Test
    void onlyGlibcGoesOnBehindNodataAndServfail() {
        for (Outcome outcome : List.of(Outcome.NODATA, Outcome.SERVFAIL)) {
            assertThat(StubResolver.GLIBC.goesOn(lookup(outcome, "x.example"), true))
                    .isTrue();
            assertThat(StubResolver.MUSL.goesOn(lookup(outcome, "x.example"), true))
                    .isFalse();
        }
        for (StubResolver each : StubResolver.values()) {
            assertThat(each.goesOn(lookup(Outcome.NXDOMAIN, "x.example"), true)).isTrue();
            assertThat(each.goesOn(lookup(Outcome.REFUSED, "x.example"), true)).isFalse();
            assertThat(each.goesOn(lookup(Outcome.FOUND, "x.example"), true)).isFalse();
        }
    }

    @Test
    void glibcSearchesWhateverANameThatIsTriedFirstAsWrittenGets() {
        assertThat(StubResolver.GLIBC.goesOn(lookup(Outcome.REFUSED, ""), true)).isTrue();
        assertThat(StubResolver.GLIBC.goesOn(lookup(Outcome.REFUSED, ""), false))
                .isFalse();
    }

    private static Lookup lookup(Outcome outcome, String search) {
        return new Lookup("web", search, outcome, List.of(), List.of());
    }

    private static String names(StubResolver resolver, String written, ResolvConf conf) {
        return resolver.candidates(written, conf).stream()
                .map(StubResolver.Candidate::name)
                .collect(Collectors.joining(" "));
    }
}
