package io.kinglet.k8s.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A body in protobuf. Of a list, which is one message, an item is held at a time; of a watch one event:
 *
 * <pre>
 *   list    'k' '8' 's' 0  Unknown { 1: TypeMeta, 2: List { 1: ListMeta, 2: item, 2: item ... } }
 *   watch   length (4 octets, big-endian)  WatchEvent { 1: type, 2: RawExtension { 1: 'k' '8' 's' 0 Unknown } }  and so on
 * </pre>
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding">Kubernetes protobuf encoding</a>
 */
final class ProtobufContent implements Content {

    /** Four times what etcd stores in its usual configuration. */
    static final int LIMIT = 6 << 20;

    private static final int HEAD = 1 << 14;
    private static final int MEASURED = 2;

    private final InputStream body;
    private final ProtobufInput input;
    private final Layout layout;
    private final Envelope envelope = new Envelope();
    private final ProtobufCursor outer = new ProtobufCursor();
    private final ProtobufCursor cursor = new ProtobufCursor();

    ProtobufContent(InputStream body, Layout layout) {
        this.body = body;
        this.layout = layout;
        input = new ProtobufInput(body);
    }

    @Override
    public ListPage page(Intake intake) throws IOException {
        int magic = input.take(Envelope.magicLength());
        if (!Envelope.isMagic(input.octets(), magic, magic + Envelope.magicLength())) {
            throw noList();
        }
        ListPage page = null;
        // Read to the very end, so that the connection serves the next request too.
        while (!input.ended()) {
            int tag = (int) input.varint();
            if (tag == tag(2)) {
                page = list(input.varint(), intake);
            } else {
                skip(tag);
            }
        }
        if (page == null) {
            throw noList();
        }
        return page;
    }

    private static IOException noList() {
        return new IOException("the API server did not answer with a list");
    }

    private static int tag(int field) {
        return field << 3 | MEASURED;
    }

    private ListPage list(long length, Intake intake) throws IOException {
        long end = input.position() + length;
        ListPage page = ListPage.of(null, null);
        while (input.position() < end) {
            int tag = (int) input.varint();
            if (tag == tag(1)) {
                page = metadata(input.varint());
            } else if (tag == tag(2)) {
                item(input.varint(), intake);
            } else {
                skip(tag);
            }
        }
        if (input.position() != end) {
            throw noList();
        }
        return page;
    }

    private ListPage metadata(long length) throws IOException {
        int size = size(length);
        int start = input.take(size);
        outer.start(Layouts.LIST, input.octets(), start, start + size, false);
        String token = null;
        String version = null;
        outer.object();
        while (outer.field()) {
            if (outer.name().equals("continue")) {
                token = outer.text();
            } else {
                version = outer.text();
            }
        }
        if (outer.broken() || version == null) {
            throw noList();
        }
        return ListPage.of(token, version);
    }

    private void item(long length, Intake intake) throws IOException {
        int size = size(length);
        int start = input.take(size);
        cursor.start(layout, input.octets(), start, start + size, size < length);
        read(intake.object(), length, size);
        intake.put(cursor);
        input.skip(length - size);
    }

    /** How much of a piece is looked at: all, or the head of one that is too big. */
    private static int size(long length) throws IOException {
        if (length < 0) {
            throw new IOException("no protobuf: a length of " + length);
        }
        return length > LIMIT ? HEAD : (int) length;
    }

    private void read(ObjectReader object, long length, int size) {
        object.read(cursor);
        if (size < length) {
            cursor.remarks().forget();
            cursor.defect("it has " + length + " octets, more than the " + LIMIT + " that are read");
        } else if (cursor.broken()) {
            cursor.remarks().forget();
            cursor.defect("it is no protobuf of its kind");
        }
    }

    private void skip(int tag) throws IOException {
        switch (tag & 7) {
            case 0 -> input.varint();
            case 1 -> input.skip(8);
            case MEASURED -> input.skip(Math.max(0, input.varint()));
            case 5 -> input.skip(4);
            default -> throw new IOException("no protobuf: a field of type " + (tag & 7));
        }
    }

    @Override
    public @Nullable String event(ObjectReader object) throws IOException {
        if (input.ended()) {
            return null;
        }
        long length = 0;
        for (int i = 0; i < 4; i++) {
            length = length << 8 | input.octet();
        }
        int size = size(length);
        int start = input.take(size);
        String type = event(start, size, length, object);
        input.skip(length - size);
        return type;
    }

    private String event(int start, int size, long length, ObjectReader object) {
        boolean head = size < length;
        byte[] octets = input.octets();
        String type = null;
        int from = start;
        int to = start;
        outer.start(Layouts.EVENT, octets, start, start + size, head);
        outer.object();
        while (outer.field()) {
            if (outer.name().equals("type")) {
                type = outer.text();
            } else if (outer.object()) {
                while (outer.field()) {
                    from = outer.from();
                    to = outer.to();
                }
            }
        }
        if (type == null || outer.broken() || !envelope.open(octets, from, to, head)) {
            return "";
        }
        Layout within = envelope.kind().equals("Status") ? Layouts.STATUS : layout;
        cursor.start(within, octets, envelope.from(), envelope.to(), head);
        read(object, length, size);
        return type;
    }

    /** The message of a Status in its envelope; empty when there is none. */
    static String message(byte[] octets) {
        Envelope envelope = new Envelope();
        ProtobufCursor status = new ProtobufCursor();
        String message = null;
        if (envelope.open(octets, 0, octets.length, true)) {
            status.start(Layouts.STATUS, octets, envelope.from(), envelope.to(), true);
            status.object();
            while (status.field()) {
                message = status.name().equals("message") ? status.text() : message;
            }
        }
        return message == null ? "" : message;
    }

    @Override
    public Cursor cursor() {
        return cursor;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
