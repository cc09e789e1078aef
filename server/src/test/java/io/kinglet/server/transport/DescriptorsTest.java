package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {

    @ParameterizedTest
    @CsvSource({
        "4096, 1048576, 100, 4096, 2048",
        "4096, 1024, 60, 644, 256",
        "4096, 256, 60, 68, 64",
        "4096, 64, 60, 8, 16",
        "3, 1048576, 100, 3, 2048"
    })
    void clientsGetWhatIsLeftWhenUpstreamsAndProbesHaveTheirShare(
            int wanted, long most, long open, int clients, int upstreams) {
        assertThat(Descriptors.of(wanted, most, open)).isEqualTo(new Descriptors(clients, upstreams));
    }
}
