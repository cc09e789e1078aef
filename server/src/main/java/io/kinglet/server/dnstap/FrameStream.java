package io.kinglet.server.dnstap;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a frame stream in both directions' form: the reader says what it accepts. Confined to one thread.
 *
 * <pre>
 *   control:  | 0 | length | type | (field 1 | length | content type) |      message:  | length | octets |
 * </pre>
 */
final class FrameStream {

    private static final byte[] CONTENT_TYPE = "protobuf:dnstap.Dnstap".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT_TYPE_FIELD = 1;

    private static final int ACCEPT = 1;
    private static final int START = 2;
    private static final int STOP = 3;
    private static final int READY = 4;
    private static final int FINISH = 5;

    /** Octets of the longest control frame. */
    private static final int LONGEST_CONTROL = 512;

    private static final int BUFFER = 64 << 10;

    private final DataInputStream in;
    private final DataOutputStream out;

    FrameStream(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /**
     * Says what is to come, and begins when the other side wants it.
     *
     * @throws IOException if it does not, or does not speak so
     */
    void begin() throws IOException {
        control(READY, true);
        out.flush();
        byte[] accepted = read(ACCEPT);
        if (accepted.length > 0 && !holds(accepted)) {
            throw new IOException("the collector does not take " + new String(CONTENT_TYPE, StandardCharsets.US_ASCII));
        }
        control(START, true);
        out.flush();
    }

    void write(byte[] message) throws IOException {
        out.writeInt(message.length);
        out.write(message);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Says that no more comes, and waits until the other side has read all. */
    void end() throws IOException {
        control(STOP, false);
        out.flush();
        read(FINISH);
    }

    private void control(int type, boolean contentType) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(frame);
        fields.writeInt(type);
        if (contentType) {
            fields.writeInt(CONTENT_TYPE_FIELD);
            fields.writeInt(CONTENT_TYPE.length);
            fields.write(CONTENT_TYPE);
        }
        out.writeInt(0);
        out.writeInt(frame.size());
        frame.writeTo(out);
    }

    /** The fields of a control frame of that type, which must come next. */
    private byte[] read(int type) throws IOException {
        int escape = in.readInt();
        int length = in.readInt();
        if (escape != 0 || length < Integer.BYTES || length > LONGEST_CONTROL || in.readInt() != type) {
            throw new IOException("the collector does not speak frame streams of both directions");
        }
        return in.readNBytes(length - Integer.BYTES);
    }

    private static boolean holds(byte[] fields) {
        int at = 0;
        while (at + 8 <= fields.length) {
            int length = number(fields, at + 4);
            int start = at + 8;
            if (length < 0 || length > fields.length - start) {
                return false;
            }
            if (number(fields, at) == CONTENT_TYPE_FIELD
                    && Arrays.equals(fields, start, start + length, CONTENT_TYPE, 0, CONTENT_TYPE.length)) {
                return true;
            }
            at = start + length;
        }
        return false;
    }

    private static int number(byte[] octets, int at) {
        return octets[at] << 24 | (octets[at + 1] & 0xff) << 16 | (octets[at + 2] & 0xff) << 8 | octets[at + 3] & 0xff;
    }
}
