package io.kinglet.server.dnstap;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The reading end of frame streams, as its protocol is published; takes one connection after the other. */
public final class Collector implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final BlockingQueue<Map<Integer, List<Object>>> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile SocketChannel open;

    public Collector(SocketAddress at) throws IOException {
        listener = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        listener.bind(at);
        Thread thread = new Thread(this::run, "collector");
        thread.setDaemon(true);
        thread.start();
    }

    public SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    private void run() {
        while (listener.isOpen()) {
            try (SocketChannel channel = listener.accept()) {
                open = channel;
                read(
                        new DataInputStream(Channels.newInputStream(channel)),
                        new DataOutputStream(Channels.newOutputStream(channel)));
            } catch (IOException e) {
                // The next one, unless this is the end.
            }
        }
    }

    private void read(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] type = "protobuf:dnstap.Dnstap".getBytes(StandardCharsets.US_ASCII);
        expect(in, 4, type);
        control(out, 1, type);
        expect(in, 2, type);
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            messages.add(Protobuf.read(in.readNBytes(length)));
        }
        if (in.readInt() != 4 || in.readInt() != 3) {
            throw new IOException("no STOP");
        }
        control(out, 5, new byte[0]);
        finished.countDown();
    }

    private static void expect(DataInputStream in, int type, byte[] content) throws IOException {
        boolean sound = in.readInt() == 0
                && in.readInt() == 12 + content.length
                && in.readInt() == type
                && in.readInt() == 1
                && in.readInt() == content.length
                && new String(in.readNBytes(content.length), StandardCharsets.US_ASCII)
                        .equals(new String(content, StandardCharsets.US_ASCII));
        if (!sound) {
            throw new IOException("no control frame " + type);
        }
    }

    private static void control(DataOutputStream out, int type, byte[] content) throws IOException {
        out.writeInt(0);
        out.writeInt(content.length == 0 ? 4 : 12 + content.length);
        out.writeInt(type);
        if (content.length > 0) {
            out.writeInt(1);
            out.writeInt(content.length);
            out.write(content);
        }
        out.flush();
    }

    /** The fields of the next message; waits for it. */
    public Map<Integer, List<Object>> next() throws InterruptedException {
        Map<Integer, List<Object>> message = messages.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    /** The fields of the next message, if it is there. */
    Map<Integer, List<Object>> poll() {
        return messages.poll();
    }

    /** Breaks the connection that is open. */
    void hangUp() throws IOException {
        open.close();
    }

    /** Whether the other side ended as it should; waits for it. */
    boolean finished() throws InterruptedException {
        return finished.await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (open != null) {
            open.close();
        }
    }
}
