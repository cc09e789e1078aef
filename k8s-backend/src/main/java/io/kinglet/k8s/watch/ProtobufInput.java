package io.kinglet.k8s.watch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A stream of octets in pieces of a known length, each of which stands in one array while it is looked at. Confined to one thread. */
final class ProtobufInput {

    private static final int USUAL = 1 << 16;

    private final InputStream source;
    private byte[] octets = new byte[USUAL];
    private int at;
    private int end;
    private long before;

    ProtobufInput(InputStream source) {
        this.source = source;
    }

    /** The array of the piece taken last. */
    byte[] octets() {
        return octets;
    }

    /** How many octets have been taken or skipped. */
    long position() {
        return before + at;
    }

    /** Whether the stream is at its end; waits until it is known. */
    boolean ended() throws IOException {
        return at == end && !fill(1);
    }

    /** Takes a piece and returns where in {@link #octets} it begins; good until the next call. */
    int take(int length) throws IOException {
        if (end - at < length && !fill(length)) {
            throw new EOFException("the body ended within an object");
        }
        at += length;
        return at - length;
    }

    int octet() throws IOException {
        int start = take(1);
        return octets[start] & 0xff;
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IOException("no protobuf: a number of more than 64 bits");
    }

    void skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (ended()) {
                throw new EOFException("the body ended within an object");
            }
            int here = (int) Math.min(left, end - at);
            at += here;
            left -= here;
        }
    }

    /** Reads until {@code length} octets stand at {@code at}, and not on: those may be long in coming. */
    private boolean fill(int length) throws IOException {
        move(length);
        while (end - at < length) {
            int count = source.read(octets, end, octets.length - end);
            if (count < 0) {
                return false;
            }
            end += count;
        }
        return true;
    }

    private void move(int length) {
        before += at;
        int held = end - at;
        byte[] target = octets;
        if (length > octets.length) {
            target = new byte[Math.max(length, Integer.highestOneBit(length - 1) << 1)];
        } else if (octets.length > USUAL && Math.max(length, held) <= USUAL) {
            target = new byte[USUAL];
        }
        if (held > 0) {
            System.arraycopy(octets, at, target, 0, held);
        }
        octets = target;
        at = 0;
        end = held;
    }
}
