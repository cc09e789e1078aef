package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RdataSink;
import io.kinglet.dns.rr.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of any message, one after the other, in place. Nothing is sized by the counts of the header: a count that
 * lies only ends the walk. Confined to one thread.
 *
 * <pre>
 *   while (reader.next()) { reader.section(), reader.owner(), reader.type(), ... }
 *   if (reader.malformed()) { ... }
 * </pre>
 */
public final class MessageReader {

    /** Sections by their place in the message. */
    public enum Section {
        ANSWER,
        AUTHORITY,
        ADDITIONAL
    }

    private static final Section[] SECTIONS = Section.values();

    private final byte[] octets;
    private final int length;
    private final int firstRecord;
    private boolean malformed;
    private int section;
    private int left;
    private int start;
    private int fixed;
    private int next;

    public MessageReader(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
        firstRecord = question();
        malformed = firstRecord < 0;
        next = firstRecord;
        left = malformed ? 0 : Header.u16(octets, Header.ANCOUNT);
    }

    private int question() {
        if (length < Header.LENGTH) {
            return -1;
        }
        int questions = Header.u16(octets, Header.QDCOUNT);
        if (questions == 0) {
            return Header.LENGTH;
        }
        int end = questions == 1 ? Names.skip(octets, Header.LENGTH, length) : -1;
        return end < 0 || end + 4 > length ? -1 : end + 4;
    }

    /** Moves to the next record; false at the end or at the first octet that makes no sense. */
    public boolean next() {
        while (!malformed && left == 0 && section < 2) {
            section++;
            left = Header.u16(octets, Header.ANCOUNT + 2 * section);
        }
        if (malformed || left == 0) {
            return false;
        }
        start = next;
        fixed = Names.skip(octets, start, length);
        if (fixed < 0 || fixed + 10 > length || fixed + 10 + Header.u16(octets, fixed + 8) > length) {
            malformed = true;
            return false;
        }
        next = fixed + 10 + Header.u16(octets, fixed + 8);
        left--;
        return true;
    }

    /**
     * Moves to the record that starts at {@code offset}, whatever its section.
     *
     * @return false when there is no whole record
     */
    public boolean moveTo(int offset) {
        next = offset;
        left = 1;
        malformed = false;
        return next();
    }

    /** The message. Read only. */
    public byte[] octets() {
        return octets;
    }

    /** Octets of the message. */
    public int length() {
        return length;
    }

    /** Whether the walk ended because the message is broken. */
    public boolean malformed() {
        return malformed;
    }

    /** The name of the question; null when there is none or it is broken. */
    public @Nullable DomainName qname() {
        return firstRecord <= Header.LENGTH ? null : Names.read(octets, Header.LENGTH, length);
    }

    /** The offset behind the question. */
    public int firstRecord() {
        return firstRecord;
    }

    public Section section() {
        return SECTIONS[section];
    }

    /** Where this record starts. */
    public int start() {
        return start;
    }

    /** The offset behind this record. */
    public int end() {
        return next;
    }

    /** Where the TTL of this record stands. */
    public int ttlOffset() {
        return fixed + 4;
    }

    public int type() {
        return Header.u16(octets, fixed);
    }

    public int recordClass() {
        return Header.u16(octets, fixed + 2);
    }

    /** Seconds; a TTL with the highest bit set is 0 (RFC 2181 section 8). */
    public int ttl() {
        return Math.max(0, Header.u32(octets, fixed + 4));
    }

    /** The TTL field as it is, for OPT. */
    public int ttlBits() {
        return Header.u32(octets, fixed + 4);
    }

    public int rdataOffset() {
        return fixed + 10;
    }

    public int rdataLength() {
        return next - fixed - 10;
    }

    /** The owner; null when it is malformed. */
    public @Nullable DomainName owner() {
        return Names.read(octets, start, length);
    }

    /** The name that is all or the end of the RDATA of NS, CNAME, PTR, DNAME, MX, SRV; null for others or when malformed. */
    public @Nullable DomainName target() {
        int skip = switch (type()) {
            case RecordType.NS, RecordType.CNAME, RecordType.PTR, RecordType.DNAME -> 0;
            case RecordType.MX -> 2;
            case RecordType.SRV -> 6;
            default -> -1;
        };
        return skip < 0 || skip >= rdataLength() ? null : Names.read(octets, rdataOffset() + skip, length);
    }

    /**
     * The name that the RDATA leads to: {@link #target}, the primary server of an SOA, the replacement of a NAPTR (RFC 3403 section
     * 4.1); null for other types and when malformed.
     */
    public @Nullable DomainName value() {
        if (type() == RecordType.SOA) {
            return Names.read(octets, rdataOffset(), length);
        }
        return type() == RecordType.NAPTR ? replacement() : target();
    }

    private @Nullable DomainName replacement() {
        int at = replacementOffset();
        return at < 0 ? null : Names.read(octets, at, length);
    }

    /** Behind order, preference and three character-strings; -1 when the name there is not the end of the RDATA. */
    private int replacementOffset() {
        int at = rdataOffset() + 4;
        for (int text = 0; text < 3 && at < next; text++) {
            at += 1 + (octets[at] & 0xff);
        }
        return at < next && fills(at, 0) ? at : -1;
    }

    /**
     * Whether a stub resolver can make sense of this record: its owner is a name, and the RDATA of the types that hold names or
     * addresses is as long and well formed as it must be. Allocates nothing.
     */
    public boolean sound() {
        int at = rdataOffset();
        int size = rdataLength();
        return Names.sound(octets, start, length)
                && switch (type()) {
                    case RecordType.A -> size == 4;
                    case RecordType.AAAA -> size == 16;
                    case RecordType.NS, RecordType.CNAME, RecordType.PTR, RecordType.DNAME -> fills(at, 0);
                    case RecordType.MX -> fills(at + 2, 0);
                    case RecordType.SRV -> fills(at + 6, 0);
                    case RecordType.SOA -> {
                        int second = Names.skip(octets, at, next);
                        yield second > 0 && Names.sound(octets, at, length) && fills(second, 20);
                    }
                    default -> true;
                };
    }

    /** Whether the name at {@code at} and {@code more} octets are what is left of the RDATA. */
    private boolean fills(int at, int more) {
        int end = at < next ? Names.skip(octets, at, next) : -1;
        return end > 0 && end + more == next && Names.sound(octets, at, length);
    }

    /**
     * Writes the RDATA elsewhere, its names expanded so that they no longer point into this message.
     *
     * @return false when the RDATA is malformed; something may have been written then
     */
    public boolean copyRdata(RdataSink out) {
        int type = type();
        int at = rdataOffset();
        if (type == RecordType.SOA) {
            return copySoa(out, Names.read(octets, at, length));
        }
        DomainName target = target();
        if (target != null) {
            return copyRdata(out, target);
        }
        boolean holdsName = type == RecordType.NS
                || type == RecordType.CNAME
                || type == RecordType.PTR
                || type == RecordType.DNAME
                || type == RecordType.MX
                || type == RecordType.SRV;
        if (!holdsName) {
            out.octets(octets, at, rdataLength());
        }
        return !holdsName;
    }

    /**
     * Writes the RDATA elsewhere as {@link #copyRdata(RdataSink)} does, with another name in the place of {@link #value}, which this
     * record must have.
     *
     * @return false when the RDATA is malformed; something may have been written then
     */
    public boolean copyRdata(RdataSink out, DomainName value) {
        int at = rdataOffset();
        switch (type()) {
            case RecordType.SOA -> {
                return copySoa(out, value);
            }
            case RecordType.NAPTR -> {
                out.octets(octets, at, replacementOffset() - at);
                out.nameInFull(value);
            }
            case RecordType.SRV -> {
                out.octets(octets, at, 6);
                out.nameInFull(value);
            }
            case RecordType.DNAME -> out.nameInFull(value);
            case RecordType.MX -> {
                out.octets(octets, at, 2);
                out.name(value);
            }
            default -> out.name(value);
        }
        return true;
    }

    private boolean copySoa(RdataSink out, @Nullable DomainName mname) {
        int at = rdataOffset();
        int end = at + rdataLength();
        int second = Names.skip(octets, at, end);
        int numbers = second < 0 ? -1 : Names.skip(octets, second, end);
        DomainName rname = numbers < 0 ? null : Names.read(octets, second, length);
        if (mname == null || rname == null || numbers + 20 != end) {
            return false;
        }
        out.name(mname);
        out.name(rname);
        out.octets(octets, numbers, 20);
        return true;
    }
}
