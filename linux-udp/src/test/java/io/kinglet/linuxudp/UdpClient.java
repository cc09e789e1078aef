package io.kinglet.linuxudp;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Header;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Asks over UDP, from a port of its own, and hears the address asked alone. */
final class UdpClient implements AutoCloseable {

    static final int PATIENCE_MILLIS = 10_000;

    private static final int LARGEST = 0xffff;

    private final DatagramSocket socket;

    UdpClient(String server, int port) throws IOException {
        socket = new DatagramSocket();
        socket.setReceiveBufferSize(4 << 20);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getByName(server), port));
    }

    static byte[] query(int id, String name) {
        DomainName qname = DomainName.parse(name);
        byte[] octets = new byte[Header.LENGTH + qname.length() + 4];
        Header.putU16(octets, 0, id);
        Header.putU16(octets, Header.QDCOUNT, 1);
        qname.copyTo(octets, Header.LENGTH);
        Header.putU16(octets, octets.length - 4, 1);
        Header.putU16(octets, octets.length - 2, 1);
        return octets;
    }

    /** With an OPT record that takes replies of any length. */
    static byte[] unlimited(int id, String name) {
        byte[] plain = query(id, name);
        byte[] octets = Arrays.copyOf(plain, plain.length + 11);
        Header.putU16(octets, Header.ARCOUNT, 1);
        Header.putU16(octets, plain.length + 1, 41);
        Header.putU16(octets, plain.length + 3, LARGEST);
        return octets;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    int receiveBuffer() throws IOException {
        return socket.getReceiveBufferSize();
    }

    void send(byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length));
    }

    byte[] receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    static int id(byte[] message) {
        return Header.u16(message, 0);
    }

    static String lastAddress(byte[] message) throws IOException {
        return InetAddress.getByAddress(Arrays.copyOfRange(message, message.length - 4, message.length))
                .getHostAddress();
    }

    @Override
    public void close() {
        socket.close();
    }
}
