package io.kinglet.server.dnstap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes messages of protobuf apart: numbers are Long, the rest byte[]. */
public final class Protobuf {

    private Protobuf() {}

    public static Map<Integer, List<Object>> read(byte[] octets) {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) key & 7) {
                case 0 -> varint(in);
                case 2 -> {
                    byte[] text = new byte[(int) varint(in)];
                    in.get(text);
                    yield text;
                }
                case 5 -> in.getInt() & 0xffff_ffffL;
                default -> throw new IllegalArgumentException("wire type " + (key & 7));
            };
            fields.computeIfAbsent((int) (key >>> 3), it -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    /** The fields of a message inside of one. */
    public static Map<Integer, List<Object>> inner(Map<Integer, List<Object>> fields, int number) {
        return read((byte[]) fields.get(number).get(0));
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long octet = in.get() & 0xff;
            value |= (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
    }
}
