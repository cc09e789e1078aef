package io.kinglet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

    /** The right column is what strconv.FormatFloat(f, 'g', -1, 64) gives. */
    @ParameterizedTest
    @CsvSource({
        "0.00025, 0.00025",
        "0.00001, 1e-05",
        "123456, 123456",
        "999999, 999999",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "1699123456.78, 1.69912345678e+09",
        "16000, 16000",
        "8.192, 8.192",
        "0.1, 0.1",
        "1e21, 1e+21",
        "123456789012, 1.23456789012e+11",
        "524.288, 524.288",
        "-2.5, -2.5",
        "-1234567, -1.234567e+06",
        "0, 0"
    })
    void numbersLookAsGoWritesThem(double value, String text) {
        assertThat(GoNumber.of(value)).isEqualTo(text);
    }

    @Test
    void whatIsNoNumberHasAWord() {
        assertThat(GoNumber.of(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(GoNumber.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
        assertThat(GoNumber.of(Double.NaN)).isEqualTo("NaN");
    }
}
