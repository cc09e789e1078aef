package io.kinglet.server.transport;

import io.kinglet.dns.wire.Header;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream of the test's own: one UDP socket and one TCP port, each worked by a script. */
public final class ScriptedUpstream implements AutoCloseable {

    /** What to do with one datagram. */
    public interface UdpScript {
        void received(byte[] query, InetSocketAddress client, DatagramSocket socket) throws IOException;
    }

    /** What to do with one connection. */
    public interface TcpScript {
        void accepted(Socket connection, DataInputStream in) throws IOException;
    }

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private InetSocketAddress address;

    public static ScriptedUpstream udp(UdpScript script) throws IOException {
        ScriptedUpstream upstream = new ScriptedUpstream();
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(upstream.loopback, 0));
        upstream.open.add(socket);
        upstream.address = (InetSocketAddress) socket.getLocalSocketAddress();
        upstream.run(() -> {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
                socket.receive(packet);
                script.received(
                        Arrays.copyOf(packet.getData(), packet.getLength()),
                        (InetSocketAddress) packet.getSocketAddress(),
                        socket);
            }
        });
        return upstream;
    }

    static ScriptedUpstream tcp(TcpScript script) throws IOException {
        ScriptedUpstream upstream = new ScriptedUpstream();
        ServerSocket server = new ServerSocket(0, 100, upstream.loopback);
        upstream.open.add(server);
        upstream.address = (InetSocketAddress) server.getLocalSocketAddress();
        upstream.run(() -> {
            while (true) {
                Socket connection = server.accept();
                upstream.open.add(connection);
                upstream.run(() -> script.accepted(connection, new DataInputStream(connection.getInputStream())));
            }
        });
        return upstream;
    }

    private interface Work {
        void work() throws IOException;
    }

    private void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.work();
            } catch (IOException e) {
                // The socket was closed: the script is over.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Closes the connections that are open now, and listens on. */
    void hangUp() throws Exception {
        for (AutoCloseable each : open) {
            if (each instanceof Socket) {
                each.close();
            }
        }
    }

    static byte[] message(DataInputStream in) throws IOException {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    /** A response with one A record; its address is {@code number}. */
    public static byte[] reply(byte[] query, int number) {
        byte[] reply = Arrays.copyOf(query, query.length + 16);
        Header.putU16(reply, Header.FLAGS, Header.QR | Header.RD | Header.RA);
        Header.putU16(reply, Header.ANCOUNT, 1);
        int at = query.length;
        Header.putU16(reply, at, 0xc00c);
        Header.putU16(reply, at + 2, 1);
        Header.putU16(reply, at + 4, 1);
        Header.putU32(reply, at + 6, 60);
        Header.putU16(reply, at + 10, 4);
        Header.putU32(reply, at + 12, number);
        return reply;
    }

    public static void send(DatagramSocket socket, byte[] message, InetSocketAddress client) {
        try {
            socket.send(new DatagramPacket(message, message.length, client));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
