package io.kinglet.k8s.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A Pod's namespace and name in 16 octets: the first 128 bits of their SHA-256. Names take twice as much, and no two of them that
 * have the same digest can be found.
 */
record PodId(long high, long low) {

    static PodId of(String namespace, String name) {
        byte[] digest = sha256((namespace + "/" + name).getBytes(StandardCharsets.UTF_8));
        return new PodId(number(digest, 0), number(digest, 8));
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static long number(byte[] octets, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = value << 8 | octets[i] & 0xff;
        }
        return value;
    }
}
