package io.kinglet.server.dnstap;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Where collectors come to. Immutable. */
public sealed interface TapSocket extends TapPlace {

    /**
     * Listens.
     *
     * @throws IOException if another does, or the place is none
     */
    ServerSocketChannel open() throws IOException;

    /** Prepares a connection that came. */
    void accepted(SocketChannel channel) throws IOException;

    /** Tidies up after {@link #open}, once that is closed. */
    void ended() throws IOException;

    /** A unix socket. */
    record Unix(Path path) implements TapSocket {

        @Override
        public ServerSocketChannel open() throws IOException {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                try {
                    server.bind(UnixDomainSocketAddress.of(path));
                } catch (BindException e) {
                    if (!left()) {
                        throw e;
                    }
                    Files.delete(path);
                    server.bind(UnixDomainSocketAddress.of(path));
                }
                return server;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }

        /** Whether the file is what a process that was killed left behind: a socket at which nobody listens. */
        private boolean left() throws IOException {
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                return false;
            }
            try (SocketChannel answered = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                return !answered.isConnected();
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void accepted(SocketChannel channel) {
            // As it is.
        }

        @Override
        public void ended() throws IOException {
            Files.deleteIfExists(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * TCP.
     *
     * @param host empty for every address of this machine
     * @param sendBuffer octets that the kernel is asked to keep for each collector
     * @param encrypted whether TLS is spoken over it
     */
    record Tcp(String host, int port, int sendBuffer, boolean encrypted) implements TapSocket {

        @Override
        public ServerSocketChannel open() throws IOException {
            InetSocketAddress address =
                    host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IOException("there is no host " + host);
            }
            ServerSocketChannel server = ServerSocketChannel.open();
            try {
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                return server.bind(address);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }

        @Override
        public void accepted(SocketChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }

        @Override
        public void ended() {
            // Nothing stays.
        }

        @Override
        public String toString() {
            return (encrypted ? "tls://" : "tcp://") + host + ":" + port;
        }
    }
}
