package io.kinglet.dns.wire;

/**
 * The header over octets (RFC 1035 section 4.1.1, bits AD and CD from RFC 4035 section 3). Stateless.
 *
 * <pre>
 *    0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
 *  +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 *  |                      ID                       |  0
 *  |QR|   Opcode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |  2
 *  |                    QDCOUNT                    |  4
 *  |                    ANCOUNT                    |  6
 *  |                    NSCOUNT                    |  8
 *  |                    ARCOUNT                    | 10
 *  +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 * </pre>
 */
public final class Header {

    public static final int LENGTH = 12;
    public static final int FLAGS = 2;
    public static final int QDCOUNT = 4;
    public static final int ANCOUNT = 6;
    public static final int NSCOUNT = 8;
    public static final int ARCOUNT = 10;

    public static final int QR = 0x8000;
    public static final int AA = 0x0400;
    public static final int TC = 0x0200;
    public static final int RD = 0x0100;
    public static final int RA = 0x0080;
    public static final int AD = 0x0020;
    public static final int CD = 0x0010;
    public static final int OPCODE_MASK = 0x7800;
    public static final int RCODE_MASK = 0x000f;

    private Header() {}

    /** The opcode within the flags. */
    public static int opcode(int flags) {
        return flags >>> 11 & 0xf;
    }

    /** Two octets, high first. */
    public static int u16(byte[] octets, int offset) {
        return (octets[offset] & 0xff) << 8 | octets[offset + 1] & 0xff;
    }

    /** Four octets, high first. */
    public static int u32(byte[] octets, int offset) {
        return u16(octets, offset) << 16 | u16(octets, offset + 2);
    }

    public static void putU16(byte[] octets, int offset, int value) {
        octets[offset] = (byte) (value >>> 8);
        octets[offset + 1] = (byte) value;
    }

    public static void putU32(byte[] octets, int offset, int value) {
        putU16(octets, offset, value >>> 16);
        putU16(octets, offset + 2, value);
    }
}
