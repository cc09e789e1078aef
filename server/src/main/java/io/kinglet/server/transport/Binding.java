package io.kinglet.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens the sockets of {@link Listeners}: all of them, or none and an error that says why. */
final class Binding {

    private static final System.Logger LOG = System.getLogger(Binding.class.getName());

    /** A free TCP port may be taken for UDP: then another one is tried. */
    private static final int TRIES = 50;

    private static final int BACKLOG = 1024;
    private static final int WANTED_RECEIVE_BUFFER = 4 << 20;
    private static final String OPTION = "-dns.port or the bind directive";

    private final TransportResources resources;
    private final List<InetSocketAddress> wanted;
    private final boolean udp;

    /**
     * @param udp whether UDP is listened for beside TCP
     */
    Binding(TransportResources resources, List<InetSocketAddress> wanted, boolean udp) {
        this.udp = udp;
        this.resources = resources;
        this.wanted = List.copyOf(wanted);
    }

    Listeners bind(Supplier<Listeners> empty) throws BindFailedException {
        boolean anyPort = wanted.stream().anyMatch(it -> it.getPort() == 0);
        for (int left = TRIES; ; left--) {
            Listeners listeners = empty.get();
            try {
                bindAll(listeners);
                if (udp) {
                    tell(listeners);
                }
                return listeners;
            } catch (BindFailedException e) {
                listeners.close();
                if (!anyPort || left == 1 || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
    }

    private void bindAll(Listeners listeners) throws BindFailedException {
        int chosen = 0;
        for (InetSocketAddress each : wanted) {
            InetSocketAddress address =
                    new InetSocketAddress(host(each), each.getPort() == 0 ? chosen : each.getPort());
            int port = bindTcp(listeners, address);
            chosen = each.getPort() == 0 ? port : chosen;
            listeners.listensOn(new InetSocketAddress(address.getAddress(), port));
        }
        if (udp) {
            for (InetSocketAddress address : listeners.addresses()) {
                bindUdp(listeners, address);
            }
        }
    }

    private static InetAddress host(InetSocketAddress address) throws BindFailedException {
        try {
            return address.getAddress().isAnyLocalAddress() ? LocalAddresses.wildcard() : address.getAddress();
        } catch (IOException e) {
            throw BindFailedException.of("tcp", address, OPTION, e);
        }
    }

    private int bindTcp(Listeners listeners, InetSocketAddress address) throws BindFailedException {
        ChannelFuture bound = resources
                .eventLoops()
                .tcpListener(address.getAddress())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(initializer(listeners::readTcp))
                .bind(address)
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw BindFailedException.of("tcp", address, OPTION, cause);
        }
        listeners.acceptor(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void bindUdp(Listeners listeners, InetSocketAddress address) throws BindFailedException {
        claim(address);
        if (bindFrontEnd(listeners, address)) {
            return;
        }
        List<InetSocketAddress> all = new ArrayList<>(List.of(address));
        if (address.getAddress().isAnyLocalAddress() && resources.eventLoops().sharesPort()) {
            try {
                LocalAddresses.besideWildcard().forEach(it -> all.add(new InetSocketAddress(it, address.getPort())));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the addresses of this host could not be listed", e);
            }
        }
        for (InetSocketAddress each : all) {
            // Several sockets on one port are only balanced by the kernel that native epoll runs on.
            for (Lane lane :
                    resources.epoll() ? resources.lanes() : resources.lanes().subList(0, 1)) {
                bindUdp(listeners, each, lane);
            }
        }
    }

    /** One socket for each lane, if there is a front end that has threads for them. */
    private boolean bindFrontEnd(Listeners listeners, InetSocketAddress address) {
        UdpFrontEnd frontEnd = resources.frontEnd();
        int count = resources.lanes().size();
        // A front end knows nothing of proxies.
        if (frontEnd == null || listeners.proxied() || !resources.threads().tryAcquire(count)) {
            return false;
        }
        boolean fromWhereAsked = address.getAddress().isAnyLocalAddress() && LocalAddresses.several();
        List<UdpFrontEnd.Socket> sockets = new ArrayList<>();
        try {
            while (sockets.size() < count) {
                sockets.add(frontEnd.open(address, WANTED_RECEIVE_BUFFER, fromWhereAsked));
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "event loops carry UDP at {0}: {1}", address, e.getMessage());
            sockets.forEach(UdpFrontEnd.Socket::close);
            resources.threads().release(count);
            return false;
        }
        for (int i = 0; i < count; i++) {
            listeners.frontEndPort(sockets.get(i), resources.lanes().get(i));
        }
        return true;
    }

    private void bindUdp(Listeners listeners, InetSocketAddress address, Lane lane) throws BindFailedException {
        ChannelFuture bound = resources
                .eventLoops()
                .udpListener(lane.loop(), address.getAddress())
                .handler(initializer(channel -> listeners.readUdp(channel, lane)))
                .bind(address)
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw BindFailedException.of("udp", address, OPTION, cause);
        }
        listeners.udpSocket(bound.channel());
    }

    /** The sockets share their port among themselves; this one does not, and so finds out whether others hold it. */
    private static void claim(InetSocketAddress address) throws BindFailedException {
        try (DatagramChannel alone = DatagramChannel.open()) {
            alone.bind(address);
        } catch (IOException e) {
            throw BindFailedException.of("udp", address, OPTION, e);
        }
    }

    private static ChannelHandler initializer(Consumer<Channel> reader) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                reader.accept(channel);
            }
        };
    }

    private void tell(Listeners listeners) {
        UdpFrontEnd frontEnd = resources.frontEnd();
        LOG.log(Level.DEBUG, "UDP is carried by {0}", frontEnd == null ? "event loops" : frontEnd.name());
        int granted = listeners.receiveBuffer();
        boolean small = granted < WANTED_RECEIVE_BUFFER;
        LOG.log(
                small ? Level.INFO : Level.DEBUG,
                () -> "listening on " + listeners.addresses() + ": asked for a UDP receive buffer of "
                        + WANTED_RECEIVE_BUFFER + " octets, given " + granted
                        + (small ? "; bursts may be lost, the sysctl net.core.rmem_max sets the bound" : ""));
    }
}
