import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of DNS as it takes to ask for an address and to see whether it came. */
final class Packet {

    private Packet() {}

    /** A question for A, with the id 0. */
    static byte[] question(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return out.toByteArray();
    }

    /** Whether the reply's whole answer is this address; for null, whether it denies the name. */
    static boolean says(ByteBuffer reply, byte[] question, String address) {
        int rcode = reply.get(3) & 15;
        int answers = reply.getShort(6);
        if (address == null) {
            return rcode == 3;
        }
        if (rcode != 0 || answers != 1) {
            return false;
        }
        // The owner is a pointer or the question's name once more; type, class, TTL and length come before the address.
        boolean pointer = (reply.get(question.length) & 0xC0) == 0xC0;
        int at = question.length + (pointer ? 2 : question.length - 16) + 10;
        if (reply.limit() < at + 4) {
            return false;
        }
        String got = (reply.get(at) & 255) + "." + (reply.get(at + 1) & 255) + "." + (reply.get(at + 2) & 255) + "."
                + (reply.get(at + 3) & 255);
        return got.equals(address);
    }
}
