package io.kinglet.dns.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "shop, shop, 0",
        "shop, shp, 1",
        "shp, shop, 1",
        "shop, shap, 1",
        "shop, sohp, 1",
        "shop, '', 4",
        "'', '', 0",
        "kitten, sitting, 3",
        "forward, frowadr, 2"
    })
    void slipsAreCounted(String one, String other, int slips) {
        assertThat(Spelling.distance(one, other, 9)).isEqualTo(slips);
        assertThat(Spelling.distance(other, one, slips)).isEqualTo(slips);
    }

    @Test
    void whatIsFarIsOnlySaidToBeFar() {
        assertThat(Spelling.distance("kubernetes", "erratic", 2)).isGreaterThan(2);
        assertThat(Spelling.distance("a".repeat(100), "b".repeat(100), 0)).isGreaterThan(0);
    }
}
