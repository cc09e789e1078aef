package io.kinglet.k8s.watch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf as an API server does, for tests. */
final class Protobuf {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    Protobuf octets(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Protobuf text(int field, String value) {
        return octets(field, value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toOctets() {
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

    /** The object in its envelope. */
    static byte[] envelope(String kind, byte[] object) {
        byte[] unknown = new Protobuf()
                .octets(1, new Protobuf().text(1, "v1").text(2, kind).toOctets())
                .octets(2, object)
                .text(3, "")
                .text(4, "")
                .toOctets();
        byte[] whole = new byte[unknown.length + 4];
        System.arraycopy("k8s\0".getBytes(StandardCharsets.US_ASCII), 0, whole, 0, 4);
        System.arraycopy(unknown, 0, whole, 4, unknown.length);
        return whole;
    }

    /** A watch event in its frame. */
    static byte[] event(String type, String kind, byte[] object) {
        byte[] raw = new Protobuf().octets(1, envelope(kind, object)).toOctets();
        byte[] event = new Protobuf().text(1, type).octets(2, raw).toOctets();
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (int shift = 24; shift >= 0; shift -= 8) {
            framed.write(event.length >>> shift);
        }
        framed.writeBytes(event);
        return framed.toByteArray();
    }

    static byte[] page(String token, int version, byte[]... items) {
        Protobuf list = new Protobuf()
                .octets(
                        1,
                        new Protobuf()
                                .text(1, "")
                                .text(2, String.valueOf(version))
                                .text(3, token)
                                .toOctets());
        for (byte[] item : items) {
            list.octets(2, item);
        }
        return envelope("ServiceList", list.toOctets());
    }

    static byte[] metadata(String name, int version) {
        return new Protobuf()
                .text(1, name)
                .text(2, "")
                .text(3, "default")
                .text(6, String.valueOf(version))
                .octets(8, new Protobuf().number(1, 1_700_000_000).toOctets())
                .octets(17, new Protobuf().text(1, "someone").toOctets())
                .toOctets();
    }

    static byte[] service(String name, int version) {
        byte[] port =
                new Protobuf().text(1, "http").text(2, "TCP").number(3, 80).toOctets();
        byte[] spec = new Protobuf()
                .octets(1, port)
                .text(3, "10.96.0.7")
                .text(4, "ClusterIP")
                .text(18, "10.96.0.7")
                .toOctets();
        return new Protobuf()
                .octets(1, metadata(name, version))
                .octets(2, spec)
                .octets(3, new byte[0])
                .toOctets();
    }

    static byte[] added(String name, int version) {
        return event("ADDED", "Service", service(name, version));
    }

    static byte[] initialEnd(int version) {
        byte[] entry = new Protobuf()
                .text(1, "k8s.io/initial-events-end")
                .text(2, "true")
                .toOctets();
        byte[] metadata = new Protobuf()
                .text(6, String.valueOf(version))
                .octets(12, entry)
                .toOctets();
        return event("BOOKMARK", "Service", new Protobuf().octets(1, metadata).toOctets());
    }

    static byte[] status(int code, String message) {
        return new Protobuf()
                .octets(1, new byte[0])
                .text(2, "Failure")
                .text(3, message)
                .number(6, code)
                .toOctets();
    }
}
