package io.kinglet.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 that writes the frames it is told to, whether they make sense or not (RFC 9113 section 4.1). */
final class Http2Frames implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** What the server sent. */
    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean ends() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }
    }

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /**
     * @param window octets of each answer that the server may send unasked
     */
    Http2Frames(int port, int window) throws Exception {
        socket = new TlsClients(null).connect(port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        write(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array());
        write(SETTINGS, 1, 0, new byte[0]);
    }

    void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags);
        out.write(frame.putInt(stream).put(payload).array());
        out.flush();
    }

    /** The head of a POST; its body is to follow. */
    void post(int stream) throws IOException {
        write(HEADERS, END_HEADERS, stream, head(":method", "POST", ":scheme", "https", ":path", "/dns-query"));
    }

    void post(int stream, byte[] body) throws IOException {
        post(stream);
        write(DATA, END_STREAM, stream, body);
    }

    void get(int stream) throws IOException {
        byte[] head = head(":method", "GET", ":scheme", "https", ":path", "/dns-query");
        write(HEADERS, END_HEADERS | END_STREAM, stream, head);
    }

    /** Literals without indexing (RFC 7541 section 6.2.2). */
    static byte[] head(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            for (int j = i; j < i + 2; j++) {
                byte[] text = namesAndValues[j].getBytes(StandardCharsets.US_ASCII);
                if (text.length < 127) {
                    block.write(text.length);
                } else {
                    block.write(127);
                    int left = text.length - 127;
                    for (; left >= 128; left >>>= 7) {
                        block.write(left | 0x80);
                    }
                    block.write(left);
                }
                block.writeBytes(text);
            }
        }
        return block.toByteArray();
    }

    /** The next frame. */
    Frame read() throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & 0x7fff_ffff;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** The next frame of a type; others are left out. */
    Frame read(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /** Whether the server closes the connection, whatever it sends before; waits for it. */
    boolean closed() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
