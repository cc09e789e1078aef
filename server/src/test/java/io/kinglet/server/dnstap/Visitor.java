package io.kinglet.server.dnstap;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A collector that comes to the server, and reads when asked to. */
public final class Visitor implements AutoCloseable {

    private static final byte[] TYPE = "protobuf:dnstap.Dnstap".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 20 + TYPE.length;

    private final AutoCloseable socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Visitor(AutoCloseable socket, InputStream in, OutputStream out) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
        control(4);
        this.out.writeInt(0);
        this.out.writeInt(12 + TYPE.length);
        this.out.writeInt(1);
        this.out.writeInt(1);
        this.out.writeInt(TYPE.length);
        this.out.write(TYPE);
        this.out.flush();
        control(2);
    }

    public static Visitor to(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        return new Visitor(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    /** Reads a control frame, which tells the type of what is sent. */
    private void control(int type) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD || head[3] != 0 || head[11] != type) {
            throw new IOException("no control frame " + type);
        }
    }

    /** The fields of the next message; null when the server says that there is none any more. */
    public Map<Integer, List<Object>> next() throws IOException {
        int length = in.readInt();
        if (length > 0) {
            return Protobuf.read(in.readNBytes(length));
        }
        if (in.readInt() != 4 || in.readInt() != 3) {
            throw new IOException("no STOP");
        }
        out.writeInt(0);
        out.writeInt(4);
        out.writeInt(5);
        out.flush();
        return null;
    }

    @Override
    public void close() throws IOException {
        try {
            socket.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
