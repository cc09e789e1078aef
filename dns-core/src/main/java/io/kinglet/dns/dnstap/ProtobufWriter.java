package io.kinglet.dns.dnstap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one message, in protobuf's wire format. Confined to one thread. */
final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(160);

    /** A field of type enum, uint32 or uint64. */
    void number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
    }

    /** A field of type fixed32. */
    void fixed(int field, int value) {
        varint((long) field << 3 | FIXED_32);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    /** A field of type bytes, or a message. */
    void octets(int field, byte[] value) {
        varint((long) field << 3 | LENGTH);
        varint(value.length);
        out.writeBytes(value);
    }

    /** The same of text; left out when that is empty. */
    void text(int field, String value) {
        if (!value.isEmpty()) {
            octets(field, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    byte[] toOctets() {
        return out.toByteArray();
    }
}
