package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.transport.proxy.ProxyDoor;
import io.kinglet.server.transport.proxy.ProxyPolicy;
import io.kinglet.server.transport.proxy.ProxyRules;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are written by HAProxy's codec of Netty, which has no code in common with what reads them here. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class ProxiedClientsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final ProxyRules USE = new ProxyRules(null, ProxyPolicy.USE, Duration.ZERO, 10, false);
    private static final byte[] QUERY = Messages.query(7, "a.test.", 1);

    /** The client's address is the answer; that of slow.test. comes later. */
    private final Resolver resolver = query -> {
        Answer answer = new Answer.Positive(
                StaticRecords.ofQname(5, new Rdata.Address(query.client().ip())));
        return query.qname().toString().startsWith("slow")
                ? new Answer.Deferred(CompletableFuture.supplyAsync(() -> answer))
                : answer;
    };

    private final AtomicInteger rejected = new AtomicInteger();

    @AutoClose
    private final Opened opened = new Opened();

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    private Listeners listen(boolean epoll, ProxyRules rules) throws Exception {
        return listen(epoll, rules, null, new TransportLimits(1, 64, 128, LONG, LONG, LONG));
    }

    private Listeners listen(boolean epoll, ProxyRules rules, @Nullable TlsDoor tls, TransportLimits limits)
            throws Exception {
        TransportResources resources = opened.add(new TransportResources(limits, epoll));
        List<InetSocketAddress> at = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ProxyDoor door = new ProxyDoor(rules, rejected::incrementAndGet);
        Published<Resolver> chain = new Published<>(resolver);
        return opened.add(
                tls == null
                        ? Listeners.open(resources, at, door, chain, Refusals.UNCOUNTED, true)
                        : Listeners.openTls(resources, at, tls, door, chain, Refusals.UNCOUNTED, true));
    }

    private static byte[] header(
            HAProxyProtocolVersion version, HAProxyCommand command, HAProxyProxiedProtocol protocol, String source) {
        String destination = source.indexOf(':') < 0 ? "192.0.2.53" : "2001:db8::53";
        EmbeddedChannel encoder = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
        encoder.writeOutbound(new HAProxyMessage(version, command, protocol, source, destination, 40000, 53));
        ByteBuf octets = encoder.readOutbound();
        byte[] header = ByteBufUtil.getBytes(octets);
        octets.release();
        encoder.finishAndReleaseAll();
        return header;
    }

    private static byte[] udp(String source) {
        return header(
                HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                source.indexOf(':') < 0 ? HAProxyProxiedProtocol.UDP4 : HAProxyProxiedProtocol.UDP6,
                source);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"V1, TCP4, 203.0.113.9", "V1, TCP6, 2001:db8::9", "V2, TCP4, 203.0.113.9", "V2, TCP6, 2001:db8::9"})
    void aHeaderSaysWhoTheClientOfAStreamIs(
            HAProxyProtocolVersion version, HAProxyProxiedProtocol protocol, String source) throws Exception {
        Listeners listeners = listen(false, USE);
        byte[] header = header(version, HAProxyCommand.PROXY, protocol, source);
        Socket whole = opened.add(Messages.connect(listeners.port()));
        whole.getOutputStream().write(joined(header, Messages.framed(QUERY, QUERY)));
        assertThat(address(Messages.receive(whole))).isEqualTo(InetAddress.getByName(source));
        assertThat(address(Messages.receive(whole))).isEqualTo(InetAddress.getByName(source));
        Socket slow = opened.add(Messages.connect(listeners.port()));
        slow.setTcpNoDelay(true);
        for (byte octet : joined(header, Messages.framed(QUERY))) {
            slow.getOutputStream().write(octet);
            slow.getOutputStream().flush();
        }
        assertThat(address(Messages.receive(slow))).isEqualTo(InetAddress.getByName(source));
    }

    private static InetAddress address(byte[] reply) throws Exception {
        // The record: a pointer to the name, type, class, TTL, length, address.
        int record = QUERY.length;
        int length = reply[record + 11];
        return InetAddress.getByAddress(Arrays.copyOfRange(reply, record + 12, record + 12 + length));
    }

    @Test
    void aHeaderStandsBeforeTls() throws Exception {
        TlsDoor tls = new TlsDoor(
                ServerTls.load(Fixtures.config("server", Fixtures.file("authority.pem"), ClientCertificates.NONE)));
        Listeners listeners = listen(false, USE, tls, new TransportLimits(1, 64, 128, LONG, LONG, LONG));
        Socket plain = opened.add(Messages.connect(listeners.port()));
        plain.getOutputStream()
                .write(header(
                        HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9"));
        SSLSocketFactory factory = new TlsClients(null).context().getSocketFactory();
        SSLSocket client = opened.add((SSLSocket) factory.createSocket(plain, "localhost", listeners.port(), true));
        client.getOutputStream().write(Messages.framed(QUERY));
        assertThat(address(Messages.receive(client)).getHostAddress()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHeaderSaysWhoTheClientOfADatagramIsAndTheProxyGetsTheReply(boolean epoll) throws Exception {
        Listeners listeners = listen(epoll, USE);
        DatagramSocket proxy = socket();
        for (String source : List.of("203.0.113.9", "2001:db8::9")) {
            for (String name : List.of("a.test.", "slow.test.")) {
                send(proxy, listeners, joined(udp(source), Messages.query(7, name, 1)));
                byte[] reply = receive(proxy);
                int record = Messages.query(7, name, 1).length;
                assertThat(InetAddress.getByAddress(
                                Arrays.copyOfRange(reply, record + 12, record + 12 + reply[record + 11])))
                        .isEqualTo(InetAddress.getByName(source));
            }
        }
    }

    private DatagramSocket socket() throws Exception {
        DatagramSocket socket = opened.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        socket.setSoTimeout(Messages.PATIENCE_MILLIS);
        return socket;
    }

    private static void send(DatagramSocket from, Listeners to, byte[] octets) throws Exception {
        from.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), to.port()));
    }

    private static byte[] receive(DatagramSocket at) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @ParameterizedTest
    @CsvSource({
        "USE, 203.0.113.9, 127.0.0.1",
        "IGNORE, 127.0.0.1, 127.0.0.1",
        "REJECT, , 127.0.0.1",
        "SKIP, , 127.0.0.1"
    })
    void thePolicyDecidesWhatBecomesOfHeaders(ProxyPolicy policy, @Nullable String told, String without)
            throws Exception {
        ProxyRules rules = new ProxyRules(
                AddressRanges.of(List.of(IpPrefix.parse("192.0.2.0/24"))), policy, Duration.ZERO, 10, false);
        Listeners listeners = listen(false, rules);
        byte[] tcp =
                header(HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
        Socket client = opened.add(Messages.connect(listeners.port()));
        client.getOutputStream().write(joined(tcp, Messages.framed(QUERY)));
        DatagramSocket proxy = socket();
        send(proxy, listeners, joined(udp("203.0.113.9"), QUERY));
        if (told != null) {
            assertThat(address(Messages.receive(client)).getHostAddress()).isEqualTo(told);
            assertThat(address(receive(proxy)).getHostAddress()).isEqualTo(told);
        } else if (policy == ProxyPolicy.REJECT) {
            assertThat(Messages.closed(client)).isTrue();
            assertSilent(proxy, listeners);
            assertThat(rejected).hasValue(2);
        } else {
            // The header is read as a message: a response with opcode 1, which gets none.
            client.shutdownOutput();
            assertThat(Messages.drained(client)).isTrue();
        }
        DatagramSocket other = socket();
        send(other, listeners, QUERY);
        assertThat(address(receive(other)).getHostAddress()).isEqualTo(without);
    }

    /** What was sent before gets no reply, since what is sent now is answered first. */
    private static void assertSilent(DatagramSocket proxy, Listeners listeners) throws Exception {
        send(proxy, listeners, Messages.query(99, "a.test.", 1));
        assertThat(Messages.id(receive(proxy))).isEqualTo(99);
    }

    @Test
    void theProxysOwnQueriesAreItsOwn() throws Exception {
        Listeners listeners = listen(false, USE);
        Socket client = opened.add(Messages.connect(listeners.port()));
        byte[] local =
                header(HAProxyProtocolVersion.V2, HAProxyCommand.LOCAL, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
        client.getOutputStream().write(joined(local, Messages.framed(QUERY)));
        assertThat(address(Messages.receive(client)).getHostAddress()).isEqualTo("127.0.0.1");
        Socket unknown = opened.add(Messages.connect(listeners.port()));
        byte[] text = "PROXY UNKNOWN whatever\r\n".getBytes(StandardCharsets.US_ASCII);
        unknown.getOutputStream().write(joined(text, Messages.framed(QUERY)));
        assertThat(address(Messages.receive(unknown)).getHostAddress()).isEqualTo("127.0.0.1");
        Socket none = opened.add(Messages.connect(listeners.port()));
        none.getOutputStream().write(Messages.framed(QUERY));
        assertThat(address(Messages.receive(none)).getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(rejected).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.9 192.0.2.53 40000\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.53 40000 53 1\r\n",
                "PROXY TCP4 2001:db8::9 2001:db8::53 40000 53\r\n",
                "PROXY TCP6 203.0.113.9 192.0.2.53 40000 53\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.53 65536 53\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.53 040 53\r\n",
                "PROXY UDP4 203.0.113.9 192.0.2.53 40000 53\r\n",
                "PROXYTCP4 203.0.113.9 192.0.2.53 40000 53\r\n",
                "PROXY TCP4 203.0.113.9 192.0.2.53 40000 53\n",
                "PROXY UNKNOWN .....................................................................................................................\r\n"
            })
    void anUnsoundLineEndsTheConnection(String line) throws Exception {
        Listeners listeners = listen(false, USE);
        Socket client = opened.add(Messages.connect(listeners.port()));
        client.getOutputStream().write(joined(line.getBytes(StandardCharsets.US_ASCII), Messages.framed(QUERY)));
        assertThat(Messages.closed(client)).isTrue();
        assertThat(rejected).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"12, 0x22", "12, 0x11", "13, 0x00", "13, 0x13", "13, 0x41", "14, 0x20", "15, 0x0b"})
    void anUnsoundBinaryHeaderEndsTheConnectionAndIsDroppedOverUdp(int offset, String value) throws Exception {
        Listeners listeners = listen(false, USE);
        byte[] header =
                header(HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
        header[offset] = (byte) (int) Integer.decode(value);
        Socket client = opened.add(Messages.connect(listeners.port()));
        client.getOutputStream().write(joined(header, Messages.framed(QUERY)));
        assertThat(Messages.closed(client)).isTrue();
        DatagramSocket proxy = socket();
        send(proxy, listeners, joined(header, QUERY));
        assertSilent(proxy, listeners);
        assertThat(rejected).hasValue(2);
    }

    @Test
    void headersOfStreamsAndPartsOfHeadersAreDroppedOverUdp() throws Exception {
        Listeners listeners = listen(false, USE);
        DatagramSocket proxy = socket();
        byte[] tcp =
                header(HAProxyProtocolVersion.V2, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
        byte[] text =
                header(HAProxyProtocolVersion.V1, HAProxyCommand.PROXY, HAProxyProxiedProtocol.TCP4, "203.0.113.9");
        send(proxy, listeners, joined(tcp, QUERY));
        send(proxy, listeners, joined(text, QUERY));
        send(proxy, listeners, Arrays.copyOf(udp("203.0.113.9"), 20));
        send(proxy, listeners, udp("203.0.113.9"));
        assertSilent(proxy, listeners);
        assertThat(rejected).hasValue(3);
    }

    @Test
    void aHeaderMayBeginASessionOfDatagramsWithoutOne() throws Exception {
        Listeners listeners = listen(false, new ProxyRules(null, ProxyPolicy.USE, LONG, 2, false));
        DatagramSocket first = socket();
        send(first, listeners, udp("203.0.113.1"));
        send(first, listeners, QUERY);
        assertThat(address(receive(first)).getHostAddress()).isEqualTo("203.0.113.1");
        DatagramSocket second = socket();
        send(second, listeners, joined(udp("203.0.113.2"), QUERY));
        assertThat(address(receive(second)).getHostAddress()).isEqualTo("203.0.113.2");
        send(first, listeners, QUERY);
        assertThat(address(receive(first)).getHostAddress()).isEqualTo("203.0.113.1");
        DatagramSocket third = socket();
        send(third, listeners, joined(udp("203.0.113.3"), QUERY));
        assertThat(address(receive(third)).getHostAddress()).isEqualTo("203.0.113.3");
        send(second, listeners, QUERY);
        assertThat(address(receive(second)).getHostAddress())
                .as("the one longest without a datagram is forgotten")
                .isEqualTo("127.0.0.1");
        send(first, listeners, QUERY);
        assertThat(address(receive(first)).getHostAddress()).isEqualTo("203.0.113.1");
    }

    @Test
    void aSessionEndsWhenNothingComes() throws Exception {
        Listeners listeners = listen(false, new ProxyRules(null, ProxyPolicy.USE, Duration.ofNanos(1), 2, false));
        DatagramSocket client = socket();
        send(client, listeners, joined(udp("203.0.113.1"), QUERY));
        assertThat(address(receive(client)).getHostAddress()).isEqualTo("203.0.113.1");
        send(client, listeners, QUERY);
        assertThat(address(receive(client)).getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void whoNeverFinishesItsHeaderIsClosed() throws Exception {
        TransportLimits limits = new TransportLimits(1, 64, 128, LONG, Duration.ofMillis(300), LONG);
        Listeners listeners = listen(false, USE, null, limits);
        Socket client = opened.add(Messages.connect(listeners.port()));
        client.getOutputStream().write("PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII));
        assertThat(Messages.closed(client)).isTrue();
    }
}
