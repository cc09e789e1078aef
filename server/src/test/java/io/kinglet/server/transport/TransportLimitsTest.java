package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportLimitsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "8, 8", "64, 8"})
    void manyProcessorsDoNotMakeManyLoops(int processors, int loops) {
        assertThat(TransportLimits.standard(processors).eventLoops()).isEqualTo(loops);
    }
}
