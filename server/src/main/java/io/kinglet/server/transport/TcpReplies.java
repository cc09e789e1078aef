package io.kinglet.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Puts the replies that one read gives rise to behind each other, each behind its length, so that they are written as one. What is
 * large goes out on its own. Event-loop confined.
 */
final class TcpReplies {

    private static final int HEAD = 2;

    /** Room for some twenty replies of the usual size. */
    private static final int BATCH = 4096;

    /** Less than this is left of a batch: hardly any reply fits. */
    private static final int SPENT = 256;

    private final Channel channel;
    private final boolean encrypted;
    private @Nullable ByteBuf batch;
    private long written;

    /**
     * @param encrypted whether TLS takes what is written, which works on arrays; otherwise the network does
     */
    TcpReplies(Channel channel, boolean encrypted) {
        this.channel = channel;
        this.encrypted = encrypted;
    }

    /** Adds the reply in {@code octets[0..size)}; none when {@code size} is not above 0 or the channel is closed. */
    void add(byte[] octets, int size) {
        if (size <= 0 || !channel.isActive()) {
            return;
        }
        ByteBuf open = batch;
        if (open != null && open.writableBytes() < HEAD + size) {
            write();
            open = null;
        }
        if (open == null) {
            int room = Math.max(BATCH, HEAD + size);
            open = encrypted
                    ? channel.alloc().heapBuffer(room)
                    : channel.alloc().directBuffer(room);
            batch = open;
        }
        open.writeShort(size).writeBytes(octets, 0, size);
        if (open.writableBytes() < SPENT) {
            write();
        }
    }

    /** Hands what was added to the channel, which counts it from now on; it is sent at the next flush. */
    void write() {
        ByteBuf open = batch;
        if (open != null) {
            batch = null;
            written += open.readableBytes();
            channel.write(open, channel.voidPromise());
        }
    }

    /** Octets handed to the channel since the beginning. */
    long written() {
        return written;
    }
}
