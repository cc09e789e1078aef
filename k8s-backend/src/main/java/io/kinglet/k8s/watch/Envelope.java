package io.kinglet.k8s.watch;

import org.jspecify.annotations.Nullable;

/**
 * What the API server puts round an object in protobuf: the octets {@code k8s\0}, then a {@code runtime.Unknown}. Reused from
 * object to object. Confined to one thread.
 */
final class Envelope {

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private final ProtobufCursor cursor = new ProtobufCursor();
    private String kind = "";
    private int from;
    private int to;

    static int magicLength() {
        return MAGIC.length;
    }

    static boolean isMagic(byte[] octets, int start, int end) {
        if (end - start < MAGIC.length) {
            return false;
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (octets[start + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks into the envelope from {@code start} to {@code end}; false when it is none.
     *
     * @param head whether only its head is there
     */
    boolean open(byte[] octets, int start, int end, boolean head) {
        kind = "";
        from = end;
        to = end;
        if (!isMagic(octets, start, end)) {
            return false;
        }
        cursor.start(Layouts.UNKNOWN, octets, start + MAGIC.length, end, head);
        cursor.object();
        while (cursor.field()) {
            if (cursor.name().equals("raw")) {
                from = cursor.from();
                to = cursor.to();
            } else if (cursor.object()) {
                while (cursor.field()) {
                    kind = text(cursor.text());
                }
            }
        }
        return !cursor.broken();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The kind of the object within; may be empty. */
    String kind() {
        return kind;
    }

    /** Where the object within begins. */
    int from() {
        return from;
    }

    /** Where the object within ends. */
    int to() {
        return to;
    }
}
