package io.kinglet.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.metrics.Metrics;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HealthEndpointTest {

    @Test
    void healthIsAlwaysOk() throws IOException {
        try (HealthEndpoint endpoint = new HealthEndpoint(AdminAddress.parse("127.0.0.1:0"), new Metrics())) {
            assertThat(HttpClient.get(endpoint.address(), "/health")).isEqualTo("200 OK");
        }
    }

    @Test
    @Timeout(30)
    void itAsksItselfAndCountsHowLongThatTakes() throws IOException {
        Metrics metrics = new Metrics();
        try (HealthEndpoint endpoint = new HealthEndpoint(AdminAddress.parse(":0"), metrics, Duration.ofMillis(5))) {
            assertThat(endpoint.address().getPort()).isPositive();
            while (metrics.page().contains("coredns_health_request_duration_seconds_count 0\n")) {
                Thread.onSpinWait();
            }
        }
        assertThat(metrics.page()).contains("coredns_health_request_failures_total 0\n");
    }
}
