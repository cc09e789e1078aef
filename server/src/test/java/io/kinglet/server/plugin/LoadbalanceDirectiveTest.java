package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.loadbalance.LoadBalanceConfig;
import io.kinglet.dns.loadbalance.LoadBalanceConfig.Weighted;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadbalanceDirectiveTest {

    private static LoadBalanceConfig read(String directives) {
        return Plans.part(LoadbalanceDirective.class, directives).config();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loadbalance", "loadbalance round_robin", "loadbalance {\n}"})
    void addressesTakeTurnsUnlessTold(String directive) {
        assertThat(read(directive)).isEqualTo(LoadBalanceConfig.ROUND_ROBIN);
    }

    @Test
    void preferredNetworksKeepTheirOrder() {
        assertThat(read("loadbalance round_robin {\nprefer 10.9.20.0/24 2001:db8::/32\nprefer 192.168.1.7/16\n}")
                        .preferred())
                .hasToString("[10.9.20.0/24, 2001:db8::/32, 192.168.0.0/16]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loadbalance weighted w.txt                              | w.txt       | PT30S
            loadbalance weighted /dev/null { ; reload 0s ; }        | /dev/null   | PT0S
            loadbalance weighted w.txt { ; reload 1m30s ; }         | w.txt       | PT1M30S
            root /zones ; loadbalance weighted w.txt                | /zones/w.txt| PT30S
            """)
    void weightsAreInAFile(String directives, Path file, Duration reload) {
        assertThat(read(directives.replace(" ; ", "\n")).weighted()).isEqualTo(new Weighted(file, reload));
    }

    @Test
    void weightsAndPreferredNetworksGoTogether() {
        LoadBalanceConfig config = read("loadbalance weighted w.txt {\nreload 10s\nprefer 10.0.0.0/8\n}");
        assertThat(config.weighted()).isNotNull();
        assertThat(config.preferred()).hasSize(1);
    }
}
