package io.kinglet.linuxudp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.wire.Client;
import io.kinglet.server.transport.UdpFrontEnd;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BlockingSocketTest {

    private static final int BUFFER = 1 << 20;

    /** Gives every datagram back, and remembers who sent it. */
    private static final class Mirror implements UdpFrontEnd.Answers {

        private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();

        @Override
        public int answer(byte[] in, int length, Client client, long nanos, byte[] out) {
            clients.add(client.kept());
            System.arraycopy(in, 0, out, 0, length);
            return length;
        }

        @Override
        public void batchDone() {}

        @Override
        public void dropped(int replies) {
            throw new AssertionError(replies + " replies dropped");
        }
    }

    @ParameterizedTest
    @CsvSource({"::,127.0.0.1", "::,127.1.2.3", "::,::1", "0.0.0.0,127.0.0.1", "0.0.0.0,127.1.2.3"})
    void wildcardsAnswerFromTheAddressThatWasAskedAtOnceAndLater(String wildcard, String asked) throws Exception {
        int port = freePort();
        Mirror mirror = new Mirror();
        BlockingSocket socket = BlockingSocket.open(new InetSocketAddress(wildcard, port), BUFFER, true);
        Thread thread = new Thread(() -> socket.serve(mirror));
        thread.start();
        try (UdpClient client = new UdpClient(asked, port)) {
            client.send(new byte[] {1, 2, 3});
            assertThat(client.receive()).containsExactly(1, 2, 3);
            Client kept = mirror.clients.take();
            assertThat(kept.address()).isEqualTo(client.address());
            assertThat(socket.send(new byte[] {4, 5, 6}, 2, kept)).isTrue();
            assertThat(client.receive()).containsExactly(4, 5);
            socket.endReading();
            thread.join();
            assertThat(socket.send(new byte[] {7}, 1, kept)).isTrue();
            assertThat(client.receive()).containsExactly(7);
            socket.close();
            socket.close();
            assertThat(socket.send(new byte[] {8}, 1, kept)).isFalse();
        }
    }

    @Test
    void anAddressThatCannotBeHadIsSaidInTheSystemsWords() {
        assertThatThrownBy(() -> BlockingSocket.open(new InetSocketAddress("192.0.2.77", 0), BUFFER, false))
                .isInstanceOf(IOException.class)
                .hasMessage("bind: Cannot assign requested address");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket any = new DatagramSocket()) {
            return any.getLocalPort();
        }
    }
}
