package io.kinglet.server.transport;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Header;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** Queries as octets, and a TCP client that does as it is told. */
final class Messages {

    static final int PATIENCE_MILLIS = 10_000;

    private Messages() {}

    static byte[] query(int id, String name, int type) {
        DomainName qname = DomainName.parse(name);
        byte[] octets = new byte[Header.LENGTH + qname.length() + 4];
        Header.putU16(octets, 0, id);
        Header.putU16(octets, Header.FLAGS, Header.RD);
        Header.putU16(octets, Header.QDCOUNT, 1);
        qname.copyTo(octets, Header.LENGTH);
        Header.putU16(octets, octets.length - 4, type);
        Header.putU16(octets, octets.length - 2, 1);
        return octets;
    }

    static byte[] framed(byte[]... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            out.write(message.length >>> 8);
            out.write(message.length);
            out.writeBytes(message);
        }
        return out.toByteArray();
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    /** The next message; its first two octets are the ID. */
    static byte[] receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    static int id(byte[] message) {
        return Header.u16(message, 0);
    }

    static int rcode(byte[] message) {
        return message[3] & 0xf;
    }

    /** The last four octets: the address of an answer with one A record. */
    static String lastAddress(byte[] message) throws IOException {
        return InetAddress.getByAddress(Arrays.copyOfRange(message, message.length - 4, message.length))
                .getHostAddress();
    }

    /** Whether the server has closed the connection, whatever it sent before; waits for it. */
    static boolean drained(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the server has closed the connection; waits for it. */
    static boolean closed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
