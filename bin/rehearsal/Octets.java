import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf, a field after the other. */
final class Octets {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Octets number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    Octets text(int field, String value) {
        return octets(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Octets octets(int field, Octets value) {
        return octets(field, value.bytes());
    }

    private Octets octets(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        return raw(value);
    }

    /** Four octets, the most significant first. */
    Octets fixed(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    Octets raw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
