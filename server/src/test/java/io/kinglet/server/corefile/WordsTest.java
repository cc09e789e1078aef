package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final List<String> PLUGINS = List.of("errors", "health", "ready", "kubernetes", "forward", "log");

    @ParameterizedTest
    @CsvSource({
        "error, errors",
        "helath, health",
        "kubernets, kubernetes",
        "Forward, forward",
        "lgo, log",
        "redy, ready",
        "proxy,",
        "x,",
        "kube,"
    })
    void nearestWordDiffersByAThirdAtMost(String found, String nearest) {
        assertThat(Words.nearest(found, PLUGINS)).isEqualTo(nearest);
    }

    @Test
    void longWordsHaveNoNeighbour() {
        assertThat(Words.nearest("a".repeat(1_000_000), List.of("a".repeat(999_999))))
                .isNull();
        assertThat(Words.quote("a\n" + "b".repeat(100))).isEqualTo("`a?" + "b".repeat(62) + "...`");
    }

    @Test
    void hintIsAHalfSentence() {
        assertThat(Words.didYouMean("helath", PLUGINS)).isEqualTo("; did you mean `health`?");
        assertThat(Words.didYouMean("proxy", PLUGINS)).isEmpty();
    }
}
