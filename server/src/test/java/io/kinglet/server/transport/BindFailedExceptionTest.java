package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class BindFailedExceptionTest {

    @Test
    void aPrivilegedPortSaysWhichCapabilityIsMissing() {
        assertThat(BindFailedException.of(
                        "udp", new InetSocketAddress("0.0.0.0", 53), "-dns.port", new IOException("Permission denied")))
                .hasMessageContaining("0.0.0.0:53/udp")
                .hasMessageContaining("NET_BIND_SERVICE")
                .hasMessageContaining("ip_unprivileged_port_start")
                .hasMessageContaining("-dns.port");
    }

    @Test
    void aCauseOfAnotherKindIsRepeated() {
        assertThat(BindFailedException.of(
                        "tcp", new InetSocketAddress("::1", 5300), "-dns.port", new IOException("Too many open files")))
                .hasMessageContaining("[0:0:0:0:0:0:0:1]:5300/tcp")
                .hasMessageContaining("Too many open files");
    }
}
