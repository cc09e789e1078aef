package io.kinglet.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadyEndpointTest {

    private final AtomicBoolean kubernetes = new AtomicBoolean();
    private final AtomicBoolean forward = new AtomicBoolean();
    private final List<ReadyEndpoint.Check> checks = List.of(
            new ReadyEndpoint.Check("kubernetes", kubernetes::get),
            new ReadyEndpoint.Check("forward", forward::get),
            new ReadyEndpoint.Check("kubernetes", kubernetes::get));

    private ReadyEndpoint open(boolean continuously) throws IOException {
        return new ReadyEndpoint(AdminAddress.parse("127.0.0.1:0"), checks, continuously);
    }

    private static String ready(ReadyEndpoint endpoint) throws IOException {
        return HttpClient.get(endpoint.address(), "/ready");
    }

    @Test
    void whatIsNotReadyIsListed() throws IOException {
        try (ReadyEndpoint endpoint = open(false)) {
            assertThat(ready(endpoint)).isEqualTo("503 forward,kubernetes");
            forward.set(true);
            assertThat(ready(endpoint)).isEqualTo("503 kubernetes");
            kubernetes.set(true);
            assertThat(ready(endpoint)).isEqualTo("200 OK");
        }
    }

    @Test
    void whatWasReadyOnceStaysReady() throws IOException {
        try (ReadyEndpoint endpoint = open(false)) {
            forward.set(true);
            ready(endpoint);
            forward.set(false);
            assertThat(ready(endpoint)).isEqualTo("503 kubernetes");
        }
    }

    @Test
    void continuouslyMeansAskedEachTime() throws IOException {
        try (ReadyEndpoint endpoint = open(true)) {
            forward.set(true);
            kubernetes.set(true);
            assertThat(ready(endpoint)).isEqualTo("200 OK");
            forward.set(false);
            assertThat(ready(endpoint)).isEqualTo("503 forward");
        }
    }

    @Test
    void aNewConfigurationHasToBecomeReadyToo() throws IOException {
        try (ReadyEndpoint endpoint = open(false)) {
            endpoint.check(List.of());
            assertThat(ready(endpoint)).isEqualTo("200 OK");
            endpoint.check(List.of(checks.get(0)));
            assertThat(ready(endpoint)).isEqualTo("503 kubernetes");
        }
    }

    @Test
    void shuttingDownIsNotReady() throws IOException {
        try (ReadyEndpoint endpoint = open(false)) {
            endpoint.check(List.of());
            endpoint.shuttingDown();
            assertThat(ready(endpoint)).isEqualTo("503 Shutting down");
        }
    }
}
