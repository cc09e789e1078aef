package io.kinglet.server.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What arrived of a TCP stream and is not answered yet: messages, each behind its length in two octets (RFC 1035 section
 * 4.2.2). Grows with what arrives, never by the length that is announced. Event-loop confined.
 */
final class FrameBuffer {

    private static final byte[] EMPTY = new byte[0];
    private static final int KEPT = 512;
    private static final int HEAD = 2;

    private byte[] octets = EMPTY;
    private int start;
    private int end;

    /** Takes all that {@code in} holds. */
    void append(ByteBuf in) {
        int more = in.readableBytes();
        if (octets.length - end < more) {
            int held = held();
            byte[] room = octets;
            if (octets.length - held < more) {
                room = new byte[Math.max(KEPT, Math.max(held + more, Math.min(2 * octets.length, 0x10000 + HEAD)))];
            }
            System.arraycopy(octets, start, room, 0, held);
            octets = room;
            start = 0;
            end = held;
        }
        in.readBytes(octets, end, more);
        end += more;
    }

    /** Octets held. */
    int held() {
        return end - start;
    }

    /** Octets of memory. */
    int capacity() {
        return octets.length;
    }

    /** Whether a whole message is there. */
    boolean hasMessage() {
        return held() >= HEAD && held() >= HEAD + length();
    }

    private int length() {
        return ((octets[start] & 0xff) << 8) | (octets[start + 1] & 0xff);
    }

    /**
     * Moves the next message into {@code message}, which has room for 65,535 octets.
     *
     * @return its octets, 0 included; -1 when it is not all there
     */
    int next(byte[] message) {
        if (!hasMessage()) {
            return -1;
        }
        int length = length();
        System.arraycopy(octets, start + HEAD, message, 0, length);
        start += HEAD + length;
        if (start == end) {
            start = 0;
            end = 0;
            octets = octets.length > KEPT ? EMPTY : octets;
        }
        return length;
    }

    /**
     * Moves the next message of what has just arrived into {@code message}, as {@link #next(byte[])} does; what is not a whole
     * message stays.
     */
    static int next(ByteBuf in, byte[] message) {
        int readable = in.readableBytes();
        if (readable < HEAD) {
            return -1;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (readable < HEAD + length) {
            return -1;
        }
        in.skipBytes(HEAD).readBytes(message, 0, length);
        return length;
    }

    /** Forgets everything. */
    void clear() {
        octets = EMPTY;
        start = 0;
        end = 0;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(octets, start, end));
    }
}
