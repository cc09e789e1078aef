package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Exchange.Outcome;
import io.kinglet.dns.forward.ForwardConfig.Connections;
import io.kinglet.dns.forward.ForwardObserver;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be said of how questions travel in plain DNS. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class UpstreamCarriageTest {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T what) {
        opened.add(what);
        return what;
    }

    private static Query query(String name) {
        byte[] octets = Messages.query(7, name, 1);
        Query query = new Query();
        assertThat(query.read(octets, octets.length, Transport.UDP, null)).isEqualTo(QueryDefect.NONE);
        return query;
    }

    private static Outcome ask(UpstreamSockets sockets, String name, Endpoint at, Transport over) throws Exception {
        return sockets.exchange(query(name), at, over, PATIENCE)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** The number in the address of the reply. */
    private static int number(UpstreamSockets sockets, String name, ScriptedUpstream at, Transport over)
            throws Exception {
        Outcome got = ask(sockets, name, Endpoint.plain(at.address()), over);
        assertThat(got).isInstanceOf(Outcome.Reply.class);
        byte[] octets = ((Outcome.Reply) got).message().octets();
        return Header.u32(octets, octets.length - 4);
    }

    private UpstreamSockets sockets(Connections connections, boolean exactCase) {
        TransportLimits standard = TransportLimits.standard();
        TransportLimits one =
                new TransportLimits(1, 10, standard.inFlight(), standard.idle(), standard.read(), standard.write());
        return open(new UpstreamSockets(
                open(new TransportResources(one)), connections, exactCase, null, ForwardObserver.NONE, 10));
    }

    @Test
    void questionsComeFromTheSourceAddress() throws Exception {
        Connections from = new Connections(
                Duration.ofSeconds(10), Duration.ZERO, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 9}), false);
        Set<String> clients = ConcurrentHashMap.newKeySet();
        ScriptedUpstream udp = open(ScriptedUpstream.udp((query, client, socket) -> {
            clients.add("udp " + client.getAddress().getHostAddress());
            ScriptedUpstream.send(socket, ScriptedUpstream.reply(query, 1), client);
        }));
        ScriptedUpstream tcp = open(ScriptedUpstream.tcp((connection, in) -> {
            clients.add("tcp " + connection.getInetAddress().getHostAddress());
            connection
                    .getOutputStream()
                    .write(Messages.framed(ScriptedUpstream.reply(ScriptedUpstream.message(in), 1)));
        }));
        UpstreamSockets sockets = sockets(from, false);
        number(sockets, "n1.test.", udp, Transport.UDP);
        number(sockets, "n1.test.", tcp, Transport.TCP);
        assertThat(clients).containsExactlyInAnyOrder("udp 127.0.0.9", "tcp 127.0.0.9");
        Endpoint six = Endpoint.plain(new InetSocketAddress("::1", 53));
        assertThat(ask(sockets, "n1.test.", six, Transport.UDP))
                .isEqualTo(new Outcome.Broken("cannot be reached from the source address"));
    }

    @Test
    void aReplyInOtherLettersIsIgnoredWhereLettersCount() throws Exception {
        ScriptedUpstream upstream = open(ScriptedUpstream.udp((query, client, socket) -> {
            byte[] lower = ScriptedUpstream.reply(query, 1);
            lower[13] |= 0x20;
            ScriptedUpstream.send(socket, lower, client);
            ScriptedUpstream.send(socket, ScriptedUpstream.reply(query, 2), client);
        }));
        Connections usual = Connections.USUAL;
        assertThat(number(sockets(usual, true), "N1.test.", upstream, Transport.UDP))
                .isEqualTo(2);
        assertThat(number(sockets(usual, false), "N1.test.", upstream, Transport.UDP))
                .isEqualTo(1);
    }
}
