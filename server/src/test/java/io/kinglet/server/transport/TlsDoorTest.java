package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
@Timeout(60)
class TlsDoorTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ScriptedResolver resolver = new ScriptedResolver();

    @AutoClose
    private final Opened opened = new Opened();

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    private Listeners listen(TlsDoor door, boolean epoll) throws IOException {
        return listen(door, epoll, new TransportLimits(1, 64, 128, LONG, LONG, LONG));
    }

    private Listeners listen(TlsDoor door, boolean epoll, TransportLimits limits) throws IOException {
        TransportResources resources = opened.add(new TransportResources(limits, epoll));
        return opened.add(Listeners.openTls(
                resources,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                door,
                null,
                new Published<Resolver>(resolver),
                Refusals.UNCOUNTED,
                true));
    }

    private static TlsDoor door(ClientCertificates clients) throws Exception {
        return new TlsDoor(ServerTls.load(Fixtures.config("server", Fixtures.file("authority.pem"), clients)));
    }

    private static void askOnce(Socket client) throws IOException {
        client.getOutputStream().write(Messages.framed(Messages.query(7, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(client))).isEqualTo(7);
    }

    private static String subject(SSLSocket client) throws IOException {
        return ((X509Certificate) client.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyPipelinedQueryIsAnsweredOnce(boolean epoll) throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), epoll);
        SSLSocket client = opened.add(new TlsClients(null).connect(listeners.port()));
        List<byte[]> queries = new ArrayList<>();
        for (int id = 0; id < 2000; id++) {
            queries.add(Messages.query(id, id % 100 == 3 ? "slow.test." : "a.test.", 1));
        }
        Thread writer = new Thread(() -> {
            try {
                client.getOutputStream().write(Messages.framed(queries.toArray(byte[][]::new)));
                for (int i = 0; i < 20; i++) {
                    resolver.answerNextSlow();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            ids.add(Messages.id(Messages.receive(client)));
        }
        writer.join();
        assertThat(ids).doesNotHaveDuplicates().hasSize(2000);
    }

    /** A record costs an operation of the cipher and, sent on its own, one of the network. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2,2", "TLSv1.2,8", "TLSv1.3,3", "TLSv1.3,8"})
    void answersToQueriesThatComeTogetherShareARecord(String version, int queries) throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), EventLoops.epollAvailable());
        TappedSocket wire = opened.add(new TappedSocket(listeners.port()));
        SSLSocket client = opened.add(new TlsClients(null).over(wire));
        client.setEnabledProtocols(new String[] {version});
        askOnce(client);
        int before = wire.records();

        wire.hold();
        for (int id = 0; id < queries; id++) {
            client.getOutputStream().write(Messages.framed(Messages.query(id, "a.test.", 1)));
        }
        wire.release();
        for (int id = 0; id < queries; id++) {
            assertThat(Messages.id(Messages.receive(client))).isEqualTo(id);
        }
        assertThat(wire.records() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsOfTlsAreSpokenAndTheWordOfAlpnIsDot(String version) throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), EventLoops.epollAvailable());
        SSLSocket client = opened.add(new TlsClients(null).connect(listeners.port()));
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(new String[] {"h2", "dot"});
        client.setSSLParameters(parameters);
        askOnce(client);
        assertThat(client.getSession().getProtocol()).isEqualTo(version);
        assertThat(client.getApplicationProtocol()).isEqualTo("dot");
        assertThat(subject(client)).isEqualTo("CN=server");
    }

    @Test
    void aClientThatOffersOtherWordsIsServedWithoutOne() throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), EventLoops.epollAvailable());
        SSLSocket client = opened.add(new TlsClients(null).connect(listeners.port()));
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        client.setSSLParameters(parameters);
        askOnce(client);
        assertThat(client.getApplicationProtocol()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsResumed(String version) throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), EventLoops.epollAvailable());
        TlsClients clients = new TlsClients(null);
        long[] made = new long[2];
        for (int i = 0; i < 2; i++) {
            try (SSLSocket client = clients.connect(listeners.port())) {
                client.setEnabledProtocols(new String[] {version});
                askOnce(client);
                made[i] = client.getSession().getCreationTime();
            }
        }
        // The JDK's client keeps the time of the session that it takes up again.
        assertThat(made[1]).isEqualTo(made[0]);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "NONE, -, true",
                "REQUESTED, -, true",
                "REQUESTED, strange, true",
                "REQUIRED, -, false",
                "REQUIRED, strange, true",
                "VERIFIED_IF_GIVEN, -, true",
                "VERIFIED_IF_GIVEN, strange, false",
                "VERIFIED_IF_GIVEN, client, true",
                "VERIFIED, -, false",
                "VERIFIED, strange, false",
                "VERIFIED, client, true"
            })
    void clientsShowWhatTheyHaveTo(ClientCertificates asked, String name, boolean served) throws Exception {
        Listeners listeners = listen(door(asked), EventLoops.epollAvailable());
        SSLSocket client = opened.add(new TlsClients(name).connect(listeners.port()));
        if (served) {
            askOnce(client);
        } else {
            assertThatThrownBy(() -> askOnce(client)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void rubbishInsteadOfAHandshakeEndsTheConnectionAlone(boolean epoll) throws Exception {
        Listeners listeners = listen(door(ClientCertificates.NONE), epoll);
        Socket plain = opened.add(Messages.connect(listeners.port()));
        plain.getOutputStream().write(Messages.framed(Messages.query(1, "a.test.", 1)));
        assertThat(plain.getInputStream().readAllBytes()).doesNotContain(1, 0, 0);
        askOnce(opened.add(new TlsClients(null).connect(listeners.port())));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClientThatNeverShakesHandsIsClosed(boolean epoll) throws Exception {
        Listeners listeners =
                listen(door(ClientCertificates.NONE), epoll, new TransportLimits(1, 16, 128, LONG, SHORT, LONG));
        Socket idle = opened.add(Messages.connect(listeners.port()));
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void anEncryptedConnectionCountsAsEight() throws Exception {
        Listeners listeners = listen(
                door(ClientCertificates.NONE),
                EventLoops.epollAvailable(),
                new TransportLimits(1, 17, 128, LONG, LONG, LONG));
        TlsClients clients = new TlsClients(null);
        List<SSLSocket> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(opened.add(clients.connect(listeners.port())));
            askOnce(three.get(i));
        }
        askOnce(three.get(1));
        askOnce(three.get(2));
        assertThatThrownBy(() -> {
                    askOnce(three.get(0));
                    askOnce(three.get(0));
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatTheDoorBecomesIsMetByNewConnectionsAlone() throws Exception {
        TlsDoor door = door(ClientCertificates.NONE);
        Listeners listeners = listen(door, EventLoops.epollAvailable());
        SSLSocket first = opened.add(new TlsClients(null).connect(listeners.port()));
        askOnce(first);
        door.become(ServerTls.load(Fixtures.config("renewed", null, ClientCertificates.NONE)));
        SSLSocket second = opened.add(new TlsClients(null).connect(listeners.port()));
        askOnce(second);
        askOnce(first);
        assertThat(subject(second)).isEqualTo("CN=renewed");
        door.become(null);
        askOnce(opened.add(Messages.connect(listeners.port())));
    }
}
