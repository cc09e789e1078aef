package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RdataSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes one message into the caller's array, front to back: header and question, then records, then the counts.
 *
 * <p>What does not fit is not written: the writer notes the overflow and ignores everything until {@link #rollback}. One object
 * per event loop, reused; allocates nothing. Event-loop confined.
 */
public final class MessageWriter implements RdataSink {

    private static final byte[] EMPTY = new byte[0];
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A pointer as owner, type, class, TTL and RDLENGTH. */
    private static final int HEAD_LENGTH = 12;

    private final NameCompressor compressor = new NameCompressor();
    private byte[] octets = EMPTY;
    private int limit;
    private int position;
    private boolean overflowed;
    private Query query = new Query();

    /**
     * Starts a message that answers {@code query}: header copied (ID, opcode, RD, CD; QR set), question echoed octet for octet.
     *
     * @param limit the most octets to write; the array is at least as long
     */
    public void begin(Query query, byte[] octets, int limit) {
        this.query = query;
        this.octets = octets;
        this.limit = limit;
        int question = Query.QNAME_OFFSET + query.qnameLength() + (query.qnameLength() == 0 ? 0 : 4);
        System.arraycopy(query.octets(), 0, octets, 0, Math.min(question, query.length()));
        Header.putU16(octets, Header.FLAGS, Header.QR | query.flags() & (Header.OPCODE_MASK | Header.RD | Header.CD));
        Header.putU16(octets, Header.QDCOUNT, query.qnameLength() == 0 ? 0 : 1);
        Header.putU32(octets, Header.ANCOUNT, 0);
        Header.putU16(octets, Header.ARCOUNT, 0);
        position = question;
        overflowed = false;
        compressor.clear();
    }

    /** The query being answered. */
    public Query query() {
        return query;
    }

    /** The array being written. Whoever writes to it directly stays below {@link #position()}. */
    public byte[] octets() {
        return octets;
    }

    /** Octets written so far: also the mark to roll back to. */
    public int position() {
        return position;
    }

    public int limit() {
        return limit;
    }

    /** Moves the limit, to reserve room or give it back. */
    public void limit(int octets) {
        limit = octets;
    }

    /** Whether something did not fit since the start or the last {@link #rollback}. */
    public boolean overflowed() {
        return overflowed;
    }

    /** Forgets everything written from {@code mark} on, compression targets included. */
    public void rollback(int mark) {
        position = mark;
        overflowed = false;
        compressor.forgetFrom(mark);
    }

    @Override
    public void u8(int value) {
        if (room(1)) {
            octets[position++] = (byte) value;
        }
    }

    @Override
    public void u16(int value) {
        if (room(2)) {
            Header.putU16(octets, position, value);
            position += 2;
        }
    }

    @Override
    public void u32(int value) {
        if (room(4)) {
            Header.putU32(octets, position, value);
            position += 4;
        }
    }

    @Override
    public void octets(byte[] source, int offset, int length) {
        if (room(length)) {
            System.arraycopy(source, offset, octets, position, length);
            position += length;
        }
    }

    /** Type, class IN, TTL: what follows an owner. */
    public void head(int type, int ttl) {
        if (room(8)) {
            Header.putU16(octets, position, type);
            Header.putU16(octets, position + 2, 1);
            Header.putU32(octets, position + 4, ttl);
            position += 8;
        }
    }

    /** QNAME, as a pointer to the question. */
    public void qname() {
        suffix(query.qnameLength());
    }

    /** The last {@code length} octets of QNAME as a pointer to the question, so in the case they were asked. */
    public void suffix(int length) {
        if (length == 1) {
            u8(0);
        } else {
            u16(0xc000 | Query.QNAME_OFFSET + query.qnameLength() - length);
        }
    }

    /** The last {@code length} octets of QNAME, written out: for RDATA that must not be compressed. */
    public void suffixInFull(int length) {
        octets(query.octets(), Query.QNAME_OFFSET + query.qnameLength() - length, length);
    }

    /**
     * Address records owned by QNAME, as many of {@code count} as fit: two or four stores each, for sets of thousands.
     *
     * @param packed the addresses side by side
     * @param each octets of one, 4 or 16
     * @param first the number of the first one to write
     * @return how many were written; what did not fit is no overflow
     */
    public int addresses(byte[] packed, int each, int first, int count) {
        int length = HEAD_LENGTH + each;
        int fitting = overflowed ? 0 : Math.min(count, Math.max(0, limit - position) / length);
        int ttl = query.ttl();
        long head = (0xc000L | Query.QNAME_OFFSET) << 48 | (each == 4 ? 1L : 28L) << 32 | 1L << 16 | ttl >>> 16;
        int tail = ttl << 16 | each;
        int at = position;
        int from = first * each;
        for (int i = 0; i < fitting; i++) {
            LONG.set(octets, at, head);
            INT.set(octets, at + 8, tail);
            if (each == 4) {
                INT.set(octets, at + HEAD_LENGTH, (int) INT.get(packed, from));
            } else {
                LONG.set(octets, at + HEAD_LENGTH, (long) LONG.get(packed, from));
                LONG.set(octets, at + HEAD_LENGTH + 8, (long) LONG.get(packed, from + 8));
            }
            at += length;
            from += each;
        }
        position = at;
        return fitting;
    }

    /** A pointer to octets of this message that hold a name; {@code offset} below 0x4000. */
    public void pointer(int offset) {
        u16(0xc000 | offset);
    }

    /** A name, compressed against the question and the names written by this method before. */
    @Override
    public void name(DomainName name) {
        compressor.write(name, this);
    }

    /** A name written out (RFC 3597 section 4: types newer than RFC 1035). */
    @Override
    public void nameInFull(DomainName name) {
        if (room(name.length())) {
            name.copyTo(octets, position);
            position += name.length();
        }
    }

    /** Room for an RDLENGTH that {@link #closeRdata} fills in. */
    public int openRdata() {
        u16(0);
        return position;
    }

    /**
     * @param start what {@link #openRdata} returned
     */
    public void closeRdata(int start) {
        if (!overflowed) {
            Header.putU16(octets, start - 2, position - start);
        }
    }

    /** Sets these bits of the flags. */
    public void setFlags(int bits) {
        Header.putU16(octets, Header.FLAGS, Header.u16(octets, Header.FLAGS) | bits);
    }

    /**
     * @param section {@link Header#ANCOUNT}, {@link Header#NSCOUNT} or {@link Header#ARCOUNT}
     */
    public void count(int section, int records) {
        Header.putU16(octets, section, records);
    }

    private boolean room(int size) {
        if (overflowed || position + size > limit) {
            overflowed = true;
            return false;
        }
        return true;
    }
}
