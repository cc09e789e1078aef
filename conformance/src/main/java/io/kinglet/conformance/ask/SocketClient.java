package io.kinglet.conformance.ask;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Asks over sockets of its own, with messages that dnsjava writes and reads, or with octets as they are given. */
public final class SocketClient implements Client {

    private final int patienceMillis;

    /** @param patience how long a server may take before it counts as silent */
    public SocketClient(Duration patience) {
        this.patienceMillis = Math.toIntExact(patience.toMillis());
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public boolean speaks(Question question) {
        return true;
    }

    @Override
    public Optional<Reply> ask(Question question, Transport transport, InetSocketAddress server) throws IOException {
        return send(MessageText.write(question), transport, server);
    }

    /**
     * Sends {@code message} as it is and reads what comes back.
     *
     * @throws IOException when the server is out of reach, or the reply is no message, or its ID is not that of the message
     */
    public Optional<Reply> send(byte[] message, Transport transport, InetSocketAddress server) throws IOException {
        byte[] reply = transport == Transport.UDP ? overUdp(message, server) : overTcp(message, server);
        if (reply.length == 0) {
            return Optional.empty();
        }
        if (reply.length < 2 || message.length < 2 || reply[0] != message[0] || reply[1] != message[1]) {
            throw new IOException("the reply's ID is not the query's");
        }
        return Optional.of(MessageText.read(reply));
    }

    private byte[] overUdp(byte[] message, InetSocketAddress server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(patienceMillis);
            socket.connect(server);
            socket.send(new DatagramPacket(message, message.length));
            DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
            try {
                socket.receive(reply);
            } catch (SocketTimeoutException e) {
                return new byte[0];
            }
            return Arrays.copyOf(reply.getData(), reply.getLength());
        }
    }

    private byte[] overTcp(byte[] message, InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, patienceMillis);
            socket.setSoTimeout(patienceMillis);
            ByteBuffer framed = ByteBuffer.allocate(2 + message.length);
            framed.putShort((short) message.length).put(message);
            socket.getOutputStream().write(framed.array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            try {
                byte[] reply = new byte[in.readUnsignedShort()];
                in.readFully(reply);
                return reply;
            } catch (SocketTimeoutException | EOFException e) {
                return new byte[0];
            }
        }
    }
}
