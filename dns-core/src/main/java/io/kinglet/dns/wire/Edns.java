package io.kinglet.dns.wire;

/**
 * The OPT record of the query at hand (RFC 6891 section 6.1.2). Event-loop confined and reused, like the {@link Query} it
 * belongs to.
 */
public final class Edns {

    /** The UDP payload size this server states in its own OPT, and its default cap on UDP answers (DNS flag day 2020). */
    public static final int PAYLOAD_SIZE = 1232;

    /** The UDP payload size that holds without EDNS (RFC 1035 section 2.3.4). */
    public static final int CLASSIC_SIZE = 512;

    private boolean present;
    private int payloadSize;
    private int version;
    private boolean dnssecOk;
    private int optionsOffset;
    private int optionsLength;

    Edns() {}

    void clear() {
        present = false;
        payloadSize = CLASSIC_SIZE;
        version = 0;
        dnssecOk = false;
        optionsOffset = 0;
        optionsLength = 0;
    }

    /** Takes the fixed part of an OPT record; false when there was one already or its options do not add up. */
    boolean read(int udpSize, int ttl, byte[] octets, int offset, int length) {
        if (present) {
            return false;
        }
        int at = offset;
        while (at < offset + length) {
            if (offset + length - at < 4) {
                return false;
            }
            at += 4 + Header.u16(octets, at + 2);
        }
        if (at != offset + length) {
            return false;
        }
        present = true;
        payloadSize = Math.max(CLASSIC_SIZE, udpSize);
        version = ttl >>> 16 & 0xff;
        dnssecOk = (ttl & 0x8000) != 0;
        optionsOffset = offset;
        optionsLength = length;
        return true;
    }

    void copyFrom(Edns other) {
        present = other.present;
        payloadSize = other.payloadSize;
        version = other.version;
        dnssecOk = other.dnssecOk;
        optionsOffset = other.optionsOffset;
        optionsLength = other.optionsLength;
    }

    /** Forgets the options, which stand in the octets of another query. */
    void withoutOptions() {
        optionsOffset = 0;
        optionsLength = 0;
    }

    /** Whether the query has an OPT record. */
    public boolean present() {
        return present;
    }

    /** The UDP payload size the stub resolver takes, 512 or more. */
    public int payloadSize() {
        return payloadSize;
    }

    public int version() {
        return version;
    }

    /** The DO bit (RFC 3225). */
    public boolean dnssecOk() {
        return dnssecOk;
    }

    /** Where the options begin in {@link Query#octets()}; each is code, length, octets, and they add up. */
    public int optionsOffset() {
        return optionsOffset;
    }

    public int optionsLength() {
        return optionsLength;
    }

    /**
     * Whether there is an option of this code.
     *
     * @param octets of the query, see {@link Query#octets()}
     */
    public boolean hasOption(byte[] octets, int code) {
        for (int at = optionsOffset; at < optionsOffset + optionsLength; at += 4 + Header.u16(octets, at + 2)) {
            if (Header.u16(octets, at) == code) {
                return true;
            }
        }
        return false;
    }
}
