package io.kinglet.dns.name;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Case folding, comparison and hashing of name octets in place (RFC 4343: ASCII letters only). Stateless; nothing allocates.
 *
 * <p>Length octets are at most 63 and so never fall into {@code A-Z}: a whole wire name can be folded without walking its labels.
 */
public final class Octets {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** Keeps an attacker from choosing names that collide: drawn once per process. */
    private static final long SEED = new java.security.SecureRandom().nextLong();

    private Octets() {}

    /** One octet in lower case. */
    public static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
    }

    /** Folds {@code length} octets from {@code offset} to lower case, eight at a time. */
    public static void lowerCase(byte[] octets, int offset, int length) {
        copyLowerCase(octets, offset, octets, offset, length);
    }

    /** Copies {@code length} octets in lower case. Source and target may be the same span. */
    public static void copyLowerCase(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            long word = (long) LONGS.get(from, fromOffset + i);
            // Per octet: 0x80 where it is in A-Z. Octets over 0x7f are masked out first, so no carry crosses.
            long low7 = word & ~HIGH_BITS;
            long fromA = low7 + ONES * (0x80 - 'A');
            long beyondZ = low7 + ONES * (0x80 - 'Z' - 1);
            long upper = (fromA ^ beyondZ) & HIGH_BITS & ~word;
            LONGS.set(to, toOffset + i, word | upper >>> 2);
        }
        for (; i < length; i++) {
            to[toOffset + i] = lower(from[fromOffset + i]);
        }
    }

    /** Whether two spans hold the same octets but for the case of ASCII letters. */
    public static boolean equalIgnoreCase(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
        for (int i = 0; i < length; i++) {
            if (a[aOffset + i] != b[bOffset + i] && lower(a[aOffset + i]) != lower(b[bOffset + i])) {
                return false;
            }
        }
        return true;
    }

    /** A hash of octets already in lower case, all 64 bits usable, different in every process. */
    public static long hash(byte[] octets, int offset, int length) {
        long hash = SEED ^ length * MIX;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = mix(hash ^ (long) LONGS.get(octets, offset + i));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = tail << 8 | octets[offset + i] & 0xff;
        }
        return mix(hash ^ tail);
    }

    /** A hash of a number, different in every process. */
    public static long hash(long high, long low) {
        return mix(mix(SEED ^ high) ^ low);
    }

    private static long mix(long value) {
        long product = value * MIX;
        return (product ^ product >>> 32) * MIX ^ Long.rotateLeft(value, 29);
    }
}
