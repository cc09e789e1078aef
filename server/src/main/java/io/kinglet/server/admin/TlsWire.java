package io.kinglet.server.admin;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Octets in records of TLS (RFC 8446 section 5). The handshake is made while reading; what it computes is computed on the thread of
 * the endpoint, which has nothing more urgent to do.
 */
final class TlsWire implements Wire {

    private static final System.Logger LOG = System.getLogger(TlsWire.class.getName());

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    /** Records that have come, to be filled. */
    private final ByteBuffer in;
    /** Octets out of records, to be filled. */
    private final ByteBuffer plain;
    /** Records to be sent, to be emptied. */
    private final ByteBuffer out;

    private boolean over;
    /** Whether octets were taken from the network in this turn. */
    private boolean filled;

    TlsWire(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        in = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int had = target.position();
        filled = false;
        try {
            boolean more = true;
            while (more) {
                more = !waits() && !over && proceed();
                more |= drain(target);
            }
        } catch (SSLException e) {
            alert();
            throw e;
        }
        int got = target.position() - had;
        return got == 0 && over ? -1 : got;
    }

    private boolean drain(ByteBuffer target) {
        plain.flip();
        int octets = Math.min(plain.remaining(), target.remaining());
        target.put(target.position(), plain, 0, octets).position(target.position() + octets);
        plain.position(octets).compact();
        return octets > 0;
    }

    /** Says what was wrong (RFC 8446 section 6.2), as far as the client still listens. */
    private void alert() {
        try {
            wrap(NOTHING);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "an alert could not be sent", e);
        }
    }

    /** Makes one step; false when the next one needs octets that have not come, or room. */
    private boolean proceed() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            wrap(NOTHING);
            return true;
        }
        return unwrap();
    }

    private boolean unwrap() throws IOException {
        in.flip();
        Status status = engine.unwrap(in, plain).getStatus();
        in.compact();
        if (status == Status.BUFFER_UNDERFLOW) {
            if (filled) {
                // Records may be empty, and a client that sends nothing else must not keep the thread: others come
                // first.
                return false;
            }
            filled = true;
            int octets = channel.read(in);
            over = octets < 0;
            return octets > 0;
        }
        over = status == Status.CLOSED;
        return status == Status.OK;
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        send();
        while (!waits() && octets.hasRemaining()) {
            wrap(octets);
        }
    }

    /** Makes one record of TLS, and sends what the network takes. */
    private void wrap(ByteBuffer octets) throws IOException {
        out.clear();
        try {
            Status status = engine.wrap(octets, out).getStatus();
            if (status != Status.OK && out.position() == 0) {
                throw new IOException("nothing can be said over TLS: " + status);
            }
        } finally {
            out.flip();
        }
        send();
    }

    private void send() throws IOException {
        channel.write(out);
    }

    @Override
    public boolean waits() {
        return out.hasRemaining();
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        wrap(NOTHING);
        channel.shutdownOutput();
    }

    @Override
    public SocketChannel channel() {
        return channel;
    }
}
