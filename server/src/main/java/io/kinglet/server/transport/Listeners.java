package io.kinglet.server.transport;

import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Responder;
import io.kinglet.dns.wire.Client;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.transport.proxy.DatagramSource;
import io.kinglet.server.transport.proxy.ProxyDoor;
import io.kinglet.server.transport.proxy.StreamHeader;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The open UDP and TCP sockets of one set of addresses, answering from one chain. Any thread.
 *
 * <p>The chain may be replaced at any time through its {@link Published}; sockets stay.
 */
public final class Listeners implements AutoCloseable {

    private final TransportResources resources;
    private final @Nullable TlsDoor door;
    private final @Nullable HttpsDoor https;
    private final @Nullable ProxyDoor proxies;
    private final Function<Refusals, Responder> newResponder;
    private final Refusals refusals;
    private final Map<Lane, Responder> responders;
    private final Map<Lane, NotedRefusals> noted;
    private final List<Channel> acceptors = new ArrayList<>();
    private final List<Channel> udpSockets = new ArrayList<>();
    private final List<FrontEndPort> ports = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private volatile TcpTimeouts timeouts;

    Listeners(
            TransportResources resources,
            @Nullable TlsDoor door,
            @Nullable HttpsDoor https,
            @Nullable ProxyDoor proxies,
            Published<Resolver> chain,
            Refusals refusals,
            boolean extendedErrors) {
        this.resources = resources;
        this.door = door;
        this.https = https;
        this.proxies = proxies;
        this.refusals = refusals;
        timeouts = TcpTimeouts.of(resources.limits());
        newResponder = told -> new Responder(chain, told, new AnswerEncoder(extendedErrors));
        noted = resources.lanes().stream()
                .collect(Collectors.toUnmodifiableMap(lane -> lane, lane -> new NotedRefusals(refusals)));
        responders = resources.lanes().stream()
                .collect(Collectors.toUnmodifiableMap(
                        lane -> lane, lane -> newResponder.apply(https == null ? refusals : noted(lane))));
    }

    /**
     * Listens on every address, over UDP and TCP.
     *
     * <p>A wildcard address of either family stands for both. Port 0 means one free port, the same for UDP and TCP and for all
     * addresses given with port 0. A port that UDP sockets of others share is not shared: it counts as in use.
     *
     * @param addresses at least one, resolved
     * @param extendedErrors whether failures say why in an extended error (RFC 8914)
     * @throws BindFailedException when an address cannot be listened on; nothing stays open then
     */
    public static Listeners open(
            TransportResources resources,
            List<InetSocketAddress> addresses,
            Published<Resolver> chain,
            Refusals refusals,
            boolean extendedErrors)
            throws BindFailedException {
        return open(resources, addresses, null, chain, refusals, extendedErrors);
    }

    /**
     * The same, behind proxies; over UDP with event loops alone then.
     *
     * @param proxies by what their headers are read; null where clients come themselves
     * @throws BindFailedException when an address cannot be listened on; nothing stays open then
     */
    public static Listeners open(
            TransportResources resources,
            List<InetSocketAddress> addresses,
            @Nullable ProxyDoor proxies,
            Published<Resolver> chain,
            Refusals refusals,
            boolean extendedErrors)
            throws BindFailedException {
        return new Binding(resources, addresses, true)
                .bind(() -> new Listeners(resources, null, null, proxies, chain, refusals, extendedErrors));
    }

    /**
     * Listens on every address, over TCP alone, and speaks TLS there (RFC 7858) as the door says.
     *
     * @throws BindFailedException when an address cannot be listened on; nothing stays open then
     */
    public static Listeners openTls(
            TransportResources resources,
            List<InetSocketAddress> addresses,
            TlsDoor door,
            @Nullable ProxyDoor proxies,
            Published<Resolver> chain,
            Refusals refusals,
            boolean extendedErrors)
            throws BindFailedException {
        return new Binding(resources, addresses, false)
                .bind(() -> new Listeners(resources, door, null, proxies, chain, refusals, extendedErrors));
    }

    /**
     * Listens on every address, over TCP alone, and speaks HTTP there (RFC 8484), encrypted as the door says.
     *
     * @throws BindFailedException when an address cannot be listened on; nothing stays open then
     */
    public static Listeners openHttps(
            TransportResources resources,
            List<InetSocketAddress> addresses,
            TlsDoor door,
            HttpsDoor https,
            @Nullable ProxyDoor proxies,
            Published<Resolver> chain,
            Refusals refusals,
            boolean extendedErrors)
            throws BindFailedException {
        return new Binding(resources, addresses, false)
                .bind(() -> new Listeners(resources, door, https, proxies, chain, refusals, extendedErrors));
    }

    /** What connections that come from now on may take. */
    public void timeouts(TcpTimeouts next) {
        timeouts = next;
    }

    TcpTimeouts timeouts() {
        return timeouts;
    }

    /** The port of the first address. */
    public int port() {
        return addresses.get(0).getPort();
    }

    /** The addresses asked for, with the ports they got. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Datagrams the kernel dropped since these sockets were opened, because they came faster than they were read; Linux only. */
    public long kernelDrops() {
        if (door != null) {
            return 0;
        }
        Path tables = Path.of("/proc/self/net");
        return addresses.stream()
                .mapToInt(InetSocketAddress::getPort)
                .distinct()
                .mapToLong(port -> UdpDrops.of(port, tables))
                .sum();
    }

    /** Whether clients come behind proxies. */
    boolean proxied() {
        return proxies != null;
    }

    TransportResources resources() {
        return resources;
    }

    void listensOn(InetSocketAddress address) {
        addresses.add(address);
    }

    void acceptor(Channel channel) {
        acceptors.add(channel);
        open.add(channel);
    }

    void udpSocket(Channel channel) {
        udpSockets.add(channel);
        open.add(channel);
    }

    /** Reads a socket of the front end from now on. */
    void frontEndPort(UdpFrontEnd.Socket socket, Lane lane) {
        FrontEndPort port = new FrontEndPort(
                lane, socket, newResponder.apply(refusals), responder(lane), resources.droppedReplies());
        ports.add(port);
        port.start();
    }

    /** The receive buffer that the kernel gave, octets; 0 when there is no UDP socket. */
    int receiveBuffer() {
        if (!ports.isEmpty()) {
            return ports.get(0).receiveBuffer();
        }
        return udpSockets.isEmpty() ? 0 : udpSockets.get(0).config().getOption(ChannelOption.SO_RCVBUF);
    }

    void readUdp(Channel channel, Lane lane) {
        channel.pipeline()
                .addLast(new UdpListener(
                        channel,
                        lane,
                        responder(lane),
                        resources.droppedReplies(),
                        proxies == null ? null : new DatagramSource(proxies)));
    }

    void readTcp(Channel channel) {
        for (Lane lane : resources.lanes()) {
            if (lane.loop() == channel.eventLoop()) {
                open.add(channel);
                channel.pipeline().addLast(connection(channel, lane));
            }
        }
    }

    private ChannelHandler connection(Channel channel, Lane lane) {
        List<String> words = https == null ? List.of(ServerTls.DNS_OVER_TLS) : HttpsClientConnection.WORDS;
        boolean encrypted = door != null && door.guard(channel, resources.handshakes(), words);
        Supplier<Client> client = StreamHeader.expect(channel, proxies);
        return https == null
                ? new TcpConnection(this, channel, lane, responder(lane), resources.limits(), client, encrypted)
                : new HttpsClientConnection(
                        this, https, channel, lane, responder(lane), noted(lane), client, encrypted);
    }

    private NotedRefusals noted(Lane lane) {
        return Objects.requireNonNull(noted.get(lane), "an event loop of other resources");
    }

    private Responder responder(Lane lane) {
        Responder responder = responders.get(lane);
        if (responder == null) {
            throw new IllegalStateException("an event loop of other resources");
        }
        return responder;
    }

    /** Closes at once; answers under way are lost. */
    @Override
    public void close() {
        close(0);
    }

    /**
     * Takes no more connections and queries, gives the answers under way up to {@code graceNanos}, then closes. Returns when all
     * is closed. Not to be called on an event loop.
     */
    public void close(long graceNanos) {
        acceptors.forEach(it -> it.close().awaitUninterruptibly());
        ChannelGroupFuture allClosed = open.newCloseFuture();
        if (graceNanos > 0) {
            long deadline = System.nanoTime() + graceNanos;
            ports.forEach(FrontEndPort::end);
            udpSockets.forEach(it -> it.eventLoop()
                    .execute(() -> it.pipeline().get(UdpListener.class).end()));
            for (Lane lane : resources.lanes()) {
                lane.loop().execute(() -> lane.connections().of(this).forEach(ClientConnection::end));
            }
            allClosed.awaitUninterruptibly(graceNanos, TimeUnit.NANOSECONDS);
            ports.forEach(it -> it.await(deadline - System.nanoTime()));
        }
        open.close().awaitUninterruptibly();
        ports.forEach(FrontEndPort::close);
        resources.threads().release(ports.size());
        ports.clear();
    }
}
