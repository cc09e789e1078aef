package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

    @ParameterizedTest
    @CsvSource({
        "1, 50, 100",
        "2, 100, 200",
        "3, 200, 400",
        "5, 800, 1600",
        "6, 1000, 2000",
        "40, 1000, 2000",
        "1000000, 1000, 2000"
    })
    void retriesDoubleUpToTwoSecondsWithHalfOfEachRandom(int failures, long least, long most) {
        Timing timing = Timing.usual();
        assertThat(timing.retryNanos(failures, 0) / 1_000_000).isEqualTo(least);
        assertThat(timing.retryNanos(failures, 1) / 1_000_000).isEqualTo(most);
    }
}
