package io.kinglet.dns.wire;

/**
 * Signs the messages that answer one query, one after the other (RFC 8945 section 5.3). As confined as the {@link Query} it belongs
 * to.
 */
public interface ReplySigner {

    /** Octets that {@link #sign} adds at most. */
    int room();

    /**
     * Adds a signature to the message in {@code octets[0..length)}, whose header and sections are whole.
     *
     * @return the octets of the message with it
     */
    int sign(byte[] octets, int length);
}
