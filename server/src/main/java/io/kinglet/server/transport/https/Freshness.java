package io.kinglet.server.transport.https;

import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;

/** For how long caches of HTTP may keep a reply (RFC 8484 section 5.1). Stateless. */
public final class Freshness {

    /** Seconds for failures, and for replies without records. */
    private static final int SHORT = 5;

    /** Seconds for the longest TTLs. */
    private static final int LONGEST = 3600;

    private Freshness() {}

    /** Seconds: the lowest TTL of the reply in {@code octets[0..length)}, where a negative one counts as in RFC 2308 section 5. */
    public static int of(byte[] octets, int length) {
        int rcode = octets[3] & 0xf;
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return SHORT;
        }
        MessageReader reader = new MessageReader(octets, length);
        long lowest = LONGEST;
        boolean any = false;
        while (reader.next()) {
            if (reader.type() == RecordType.OPT) {
                continue;
            }
            any = true;
            // RFC 2181 section 8: one with the highest bit set is 0.
            lowest = Math.min(lowest, Math.max(0, reader.ttl()));
            if (reader.type() == RecordType.SOA && reader.section() == Section.AUTHORITY) {
                lowest = Math.min(lowest, minimum(octets, reader));
            }
        }
        return any && !reader.malformed() ? (int) lowest : SHORT;
    }

    private static long minimum(byte[] octets, MessageReader reader) {
        int end = reader.rdataOffset() + reader.rdataLength();
        if (reader.rdataLength() < Integer.BYTES) {
            return SHORT;
        }
        int minimum = 0;
        for (int i = end - Integer.BYTES; i < end; i++) {
            minimum = minimum << Byte.SIZE | octets[i] & 0xff;
        }
        return Math.max(0, minimum);
    }
}
