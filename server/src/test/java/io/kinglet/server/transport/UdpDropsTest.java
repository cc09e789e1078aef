package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpDropsTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    @TempDir
    Path folder;

    @Test
    void dropsOfAllSocketsOfThePortAreSummed() throws IOException {
        Files.writeString(
                folder.resolve("udp"),
                HEAD
                        + "  100: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 2345 2 0 7\n"
                        + "  101: 0100007F:0036 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 2346 2 0 100\n");
        Files.writeString(
                folder.resolve("udp6"),
                HEAD
                        + "  100: 00000000000000000000000000000000:0035 00000000000000000000000000000000:0000"
                        + " 07 00000000:00000000 00:00000000 00000000 0 0 2345 2 0 5\n");
        assertThat(UdpDrops.of(53, folder)).isEqualTo(12);
    }

    @Test
    void withoutTablesNothingIsCounted() {
        assertThat(UdpDrops.of(53, folder)).isZero();
    }
}
