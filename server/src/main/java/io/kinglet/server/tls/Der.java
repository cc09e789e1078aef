package io.kinglet.server.tls;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/** As much of ASN.1's distinguished encoding as keys need (ITU-T X.690). Stateless. */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {2, 1, 0};

    private Der() {}

    /**
     * Wraps a private key of an older form (RFC 5208 section 5).
     *
     * @param owner the public key, whose algorithm and parameters are the private key's
     */
    static byte[] pkcs8(PublicKey owner, byte[] key) {
        return value(SEQUENCE, VERSION, algorithm(owner), value(OCTET_STRING, key));
    }

    /** The first element of a SubjectPublicKeyInfo (RFC 5280 section 4.1). */
    private static byte[] algorithm(PublicKey key) {
        byte[] info = key.getEncoded();
        int start = content(info, 0);
        return Arrays.copyOfRange(info, start, content(info, start) + length(info, start));
    }

    private static int content(byte[] der, int at) {
        return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
    }

    private static int length(byte[] der, int at) {
        int length = der[at + 1];
        if (length < 0) {
            int octets = length & 0x7f;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | der[at + 2 + i] & 0xff;
            }
        }
        return length;
    }

    private static byte[] value(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >>> 8 * i);
            }
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }
}
