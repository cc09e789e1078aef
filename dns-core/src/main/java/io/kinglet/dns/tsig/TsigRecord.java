package io.kinglet.dns.tsig;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a message (RFC 8945 section 4.2).
 *
 * <pre>
 *   | key name | TSIG ANY 0 | algorithm name | time 48 | fudge 16 | MAC | original ID 16 | error 16 | other |
 * </pre>
 *
 * @param start where the record begins in its message
 * @param time seconds since the Unix epoch
 * @param fudge seconds that clocks may differ
 */
record TsigRecord(
        int start,
        DomainName key,
        DomainName algorithm,
        long time,
        int fudge,
        byte[] mac,
        int originalId,
        int error,
        byte[] other) {

    static final int TYPE = 250;
    static final int CLASS_ANY = 255;

    /** What a message was found to have. */
    sealed interface Found {}

    /** No signature. */
    record None() implements Found {
        static final None INSTANCE = new None();
    }

    /** One that breaks a rule of its form: not the last record, more than one, or unreadable. */
    record Malformed() implements Found {
        static final Malformed INSTANCE = new Malformed();
    }

    /** One whose key and MAC have yet to be looked at. */
    record Signed(TsigRecord record) implements Found {}

    static Found in(Query query) {
        byte[] octets = query.octets();
        if (Header.u16(octets, Header.ARCOUNT) == (query.edns().present() ? 1 : 0)) {
            return None.INSTANCE;
        }
        MessageReader reader = new MessageReader(octets, query.length());
        Found found = None.INSTANCE;
        while (reader.next()) {
            if (found != None.INSTANCE) {
                return Malformed.INSTANCE;
            }
            if (reader.type() == TYPE) {
                TsigRecord record = reader.section() == Section.ADDITIONAL ? read(reader) : null;
                found = record == null ? Malformed.INSTANCE : new Signed(record);
            }
        }
        return reader.malformed() ? Malformed.INSTANCE : found;
    }

    private static @Nullable TsigRecord read(MessageReader reader) {
        byte[] octets = reader.octets();
        DomainName key = reader.owner();
        int at = reader.rdataOffset();
        int end = reader.end();
        DomainName algorithm = name(octets, at, end);
        if (key == null || algorithm == null || reader.recordClass() != CLASS_ANY || reader.ttlBits() != 0) {
            return null;
        }
        at += algorithm.length();
        if (at + 10 > end) {
            return null;
        }
        long time = (long) Header.u16(octets, at) << 32 | Header.u32(octets, at + 2) & 0xffff_ffffL;
        int fudge = Header.u16(octets, at + 6);
        int macLength = Header.u16(octets, at + 8);
        int behind = at + 10 + macLength;
        if (behind + 6 > end || behind + 6 + Header.u16(octets, behind + 4) != end) {
            return null;
        }
        return new TsigRecord(
                reader.start(),
                key,
                algorithm,
                time,
                fudge,
                Arrays.copyOfRange(octets, at + 10, behind),
                Header.u16(octets, behind),
                Header.u16(octets, behind + 2),
                Arrays.copyOfRange(octets, behind + 6, end));
    }

    /** The name at {@code at}, which is not compressed (section 4.2). */
    private static @Nullable DomainName name(byte[] octets, int at, int end) {
        int next = at;
        while (next < end && octets[next] != 0) {
            if (octets[next] < 0 || octets[next] > DomainName.MAX_LABEL) {
                return null;
            }
            next += octets[next] + 1;
        }
        return next >= end || next + 1 - at > DomainName.MAX_OCTETS
                ? null
                : DomainName.copyOf(octets, at, next + 1 - at);
    }

    /** Octets of a record on the wire. */
    static int length(DomainName key, DomainName algorithm, int mac, int other) {
        return key.length() + 10 + algorithm.length() + 10 + mac + 6 + other;
    }

    /** Writes it behind a message of {@code start} octets, and counts it. Returns the octets of the whole. */
    int append(byte[] octets) {
        int at = start;
        key.copyTo(octets, at);
        at += key.length();
        Header.putU16(octets, at, TYPE);
        Header.putU16(octets, at + 2, CLASS_ANY);
        Header.putU32(octets, at + 4, 0);
        int rdata = at + 10;
        algorithm.copyTo(octets, rdata);
        at = rdata + algorithm.length();
        Header.putU16(octets, at, (int) (time >>> 32));
        Header.putU32(octets, at + 2, (int) time);
        Header.putU16(octets, at + 6, fudge);
        Header.putU16(octets, at + 8, mac.length);
        System.arraycopy(mac, 0, octets, at + 10, mac.length);
        at += 10 + mac.length;
        Header.putU16(octets, at, originalId);
        Header.putU16(octets, at + 2, error);
        Header.putU16(octets, at + 4, other.length);
        System.arraycopy(other, 0, octets, at + 6, other.length);
        at += 6 + other.length;
        Header.putU16(octets, rdata - 2, at - rdata);
        Header.putU16(octets, Header.ARCOUNT, Header.u16(octets, Header.ARCOUNT) + 1);
        return at;
    }
}
