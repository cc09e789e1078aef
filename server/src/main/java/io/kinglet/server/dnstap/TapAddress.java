package io.kinglet.server.dnstap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Where a collector is, and how it is reached. Immutable. */
public sealed interface TapAddress extends TapPlace {

    /** An open connection to a collector. */
    record Line(AutoCloseable socket, InputStream in, OutputStream out) {}

    /** Milliseconds for a connection, and for each answer to a control frame over TCP. */
    int PATIENCE = 4000;

    /**
     * Connects; blocks.
     *
     * @throws IOException if no one is there
     */
    Line connect() throws IOException;

    /** A unix socket. */
    record Unix(Path path) implements TapAddress {

        @Override
        public Line connect() throws IOException {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new Line(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * TCP.
     *
     * @param sendBuffer octets that the kernel is asked to keep
     */
    record Tcp(String host, int port, int sendBuffer) implements TapAddress {

        @Override
        public Line connect() throws IOException {
            Socket socket = open();
            return new Line(socket, socket.getInputStream(), socket.getOutputStream());
        }

        private Socket open() throws IOException {
            Socket socket = new Socket();
            try {
                socket.setSendBufferSize(sendBuffer);
                socket.setSoTimeout(PATIENCE);
                socket.connect(new InetSocketAddress(host, port), PATIENCE);
                return socket;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public String toString() {
            return "tcp://" + host + ":" + port;
        }
    }

    /**
     * TLS over TCP, with the authorities that the Java runtime trusts.
     *
     * @param verified whether the collector must show a certificate of its name
     */
    record Tls(Tcp tcp, boolean verified) implements TapAddress {

        @Override
        public Line connect() throws IOException {
            Socket plain = tcp.open();
            try {
                SSLSocket socket =
                        (SSLSocket) context().getSocketFactory().createSocket(plain, tcp.host(), tcp.port(), true);
                if (verified) {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
                return new Line(socket, socket.getInputStream(), socket.getOutputStream());
            } catch (IOException | RuntimeException e) {
                plain.close();
                throw e;
            }
        }

        private SSLContext context() throws IOException {
            try {
                if (verified) {
                    return SSLContext.getDefault();
                }
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new AnyCollector()}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IOException("this Java runtime has no TLS", e);
            }
        }

        @Override
        public String toString() {
            return "tls://" + tcp.host() + ":" + tcp.port();
        }
    }
}
