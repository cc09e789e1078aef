package io.kinglet.conformance.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both clients have to tell the same of the same server. */
class ClientsTest {

    private static final SocketClient SOCKET = new SocketClient(Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        "www.example.test., A, UDP",
        "www.example.test., A, TCP",
        "WWW.example.test., A, UDP",
        "www.example.test., AAAA, UDP",
        "nx.example.test., A, TCP",
        "alias.example.test., A, UDP",
        "txt.example.test., TXT, UDP",
        "servfail.example.test., A, UDP",
        "truncated.example.test., A, UDP",
        "truncated.example.test., A, TCP",
        "www.example.test., TYPE65280, UDP",
    })
    void digAndSocketTellTheSame(String name, String type, Transport transport) throws IOException {
        DigClient dig = Peers.dig();
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            InetSocketAddress server = server(upstream);
            Question question = new Question(name, type, "IN", QueryOptions.USUAL);

            Optional<Reply> bySocket = SOCKET.ask(question, transport, server);

            assertThat(bySocket).isPresent();
            assertThat(dig.ask(question, transport, server)).isEqualTo(bySocket);
        }
    }

    @Test
    void silenceIsNoReply() throws IOException {
        DigClient dig = Peers.dig();
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            Question question = new Question("silent.example.test.", "A", "IN", QueryOptions.USUAL);

            assertThat(SOCKET.ask(question, Transport.UDP, server(upstream))).isEmpty();
            assertThat(dig.ask(question, Transport.UDP, server(upstream))).isEmpty();
        }
    }

    private static InetSocketAddress server(ScriptedUpstream upstream) {
        String port = upstream.address().substring(upstream.address().indexOf(':') + 1);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }
}
