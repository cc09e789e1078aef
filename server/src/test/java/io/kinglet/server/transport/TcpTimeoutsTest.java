package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class TcpTimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private Listeners listen() throws IOException {
        TransportResources resources = new TransportResources(new TransportLimits(1, 64, 16, LONG, LONG, LONG));
        opened.add(resources);
        Listeners listeners = Listeners.open(
                resources,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new Published<Resolver>(new ScriptedResolver()),
                Refusals.UNCOUNTED,
                true);
        opened.add(listeners);
        return listeners;
    }

    private Socket connect(Listeners listeners) throws IOException {
        Socket socket = Messages.connect(listeners.port());
        opened.add(socket);
        return socket;
    }

    @Test
    void connectionsThatComeLaterHaveTheTimeoutsOfTheirListener() throws Exception {
        Listeners listeners = listen();
        listeners.timeouts(new TcpTimeouts(SHORT, SHORT, LONG, TcpTimeouts.ANY_NUMBER));
        assertThat(Messages.closed(connect(listeners))).isTrue();
    }

    @Test
    void connectionIsClosedWhenItHasHadItsQueries() throws Exception {
        Listeners listeners = listen();
        listeners.timeouts(new TcpTimeouts(LONG, LONG, LONG, 3));
        Socket client = connect(listeners);
        byte[] one = Messages.framed(Messages.query(1, "a.test.", 1));
        client.getOutputStream().write(one);
        Messages.receive(client);
        client.getOutputStream()
                .write(Messages.framed(
                        Messages.query(2, "b.test.", 1),
                        Messages.query(3, "a.test.", 1),
                        Messages.query(4, "a.test.", 1)));
        assertThat(List.of(Messages.id(Messages.receive(client)), Messages.id(Messages.receive(client))))
                .containsExactlyInAnyOrder(2, 3);
        assertThat(Messages.closed(client)).isTrue();
    }

    @Test
    void queriesAreOneAtLeast() {
        assertThatThrownBy(() -> new TcpTimeouts(LONG, LONG, LONG, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
