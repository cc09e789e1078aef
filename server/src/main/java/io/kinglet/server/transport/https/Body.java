package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The body of one request as it arrives: what comes in one piece is not copied. Event-loop confined. */
final class Body {

    private final Desk desk;
    private @Nullable ByteBuf octets;
    private int held;
    private boolean tooLarge;

    Body(Desk desk) {
        this.desk = desk;
    }

    /**
     * Takes a piece, but not its ownership.
     *
     * @param last whether the body is whole with it: then it is the caller's to use {@link #whole} before it lets go of the piece
     * @return false when too much memory is held
     */
    boolean add(ByteBuf piece, boolean last) {
        int size = held + piece.readableBytes();
        if (tooLarge || size > Requests.LONGEST_MESSAGE) {
            tooLarge = true;
            clear();
            return true;
        }
        if (octets == null && last) {
            octets = piece.retainedSlice();
            return true;
        }
        if (!piece.isReadable()) {
            return true;
        }
        ByteBuf room = octets == null ? Unpooled.buffer(piece.readableBytes(), Requests.LONGEST_MESSAGE) : octets;
        int before = octets == null ? 0 : room.capacity();
        room.writeBytes(piece);
        octets = room;
        held = size;
        return desk.hold(room.capacity() - before);
    }

    boolean tooLarge() {
        return tooLarge;
    }

    /** What has arrived; still this object's. */
    ByteBuf whole() {
        return octets == null ? Unpooled.EMPTY_BUFFER : octets;
    }

    /** Lets go of what has arrived. */
    void clear() {
        if (octets != null) {
            if (held > 0) {
                desk.hold(-octets.capacity());
            }
            octets.release();
            octets = null;
            held = 0;
        }
    }
}
