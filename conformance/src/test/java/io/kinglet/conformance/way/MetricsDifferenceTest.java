package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.conformance.fixture.MetricsText;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsDifferenceTest {

    private static final String PAGE = """
            # HELP a_total of something
            # TYPE a_total counter
            a_total{server="dns://:53",type="A"} 1
            a_total{server="dns://:53",type="x,\\"}{"} 1
            # TYPE b histogram
            b_bucket{le="0.5"} 1
            b_bucket{le="+Inf"} 1
            b_sum 3
            b_count 1
            """;

    private static String differences(String theirs) {
        return MetricsDifference.between(MetricsText.read(PAGE), MetricsText.read(theirs)).stream()
                .map(MetricsDifference::toString)
                .collect(Collectors.joining());
    }

    @Test
    void portsNumbersAndFamiliesOfOursAloneAreNoDifference() {
        String other = PAGE.replace(":53", ":1053")
                .replace("} 1\n", "} 7\n")
                .replace("# HELP a", "# TYPE jvm_x gauge\njvm_x 1\n# HELP a");
        assertThat(differences(other)).isEmpty();
        assertThat(MetricsText.read(PAGE).families().get("a_total").samples().get(1))
                .containsEntry("type", "x,\\\"}{");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\'', textBlock = """
            a_total counter~ a_total gauge~              '| a_total | type | `counter` | `gauge` |'
            type="A"~        type="AAAA"~                '| a_total | type | `A` | `AAAA` |'
            le="0.5"~        le="0.25"~                  '| b | le | `0.5` | `0.25` |'
            ,type="A"~       ''~                         '| a_total | labels | `-` | `{server}` || a_total | type | `A` | `-` |'
            b_sum 3~         b_sum{zone="."} 3~          '| b | labels | `-` | `{zone}` |'
            # TYPE b h~      # TYPE c h~                 '| b | family | `there` | `-` || c | family | `-` | `there` |'
            """)
    void whateverAQueryMayNameIsADifference(String from, String to, String expected) {
        assertThat(PAGE).contains(from);
        assertThat(differences(PAGE.replace(from, to))).isEqualTo(expected);
    }

    @Test
    void rubbishIsNoPage() {
        assertThatThrownBy(() -> MetricsText.read("# TYPE a counter\na{b=c} 1\n"))
                .hasMessage("no labels: a{b=c} 1");
        assertThatThrownBy(() -> MetricsText.read("<html>")).hasMessage("no sample: <html>");
    }
}
