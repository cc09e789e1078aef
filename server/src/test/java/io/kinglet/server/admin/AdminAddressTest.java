package io.kinglet.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:9153, 127.0.0.1, 9153",
        "0.0.0.0:9153, 0.0.0.0, 9153",
        "[::1]:8080, 0:0:0:0:0:0:0:1, 8080",
        "127.0.0.1:0, 127.0.0.1, 0"
    })
    void hostAndPortAreRead(String text, String host, int port) {
        InetSocketAddress address = AdminAddress.parse(text);
        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {":8080", "[::]:8080"})
    void withoutAHostItIsEveryAddress(String text) {
        assertThat(AdminAddress.parse(text).getAddress().isAnyLocalAddress()).isTrue();
        assertThat(AdminAddress.parse(text).getPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8080", ":", ":http", ":65536", "::1:8080", "localhost", "[::1]", "no.such.host.invalid:1"})
    void anythingElseIsExplained(String text) {
        assertThatThrownBy(() -> AdminAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
