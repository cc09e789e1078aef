package io.kinglet.dns.answer;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A response of another server in a form that can be sent on with a few octets patched: its question is the one asked, its
 * records are sound, its OPT is taken out. Immutable, so a cache may hold and share it.
 */
public final class RelayedMessage {

    private final byte[] octets;
    private final int qnameLength;
    private final int rcode;
    private final int[] ttlOffsets;
    private final int[] ends;
    private final int answers;
    private final int authorities;

    private RelayedMessage(
            byte[] octets, int qnameLength, int rcode, int[] ttlOffsets, int[] ends, int answers, int authorities) {
        this.octets = octets;
        this.qnameLength = qnameLength;
        this.rcode = rcode;
        this.ttlOffsets = ttlOffsets;
        this.ends = ends;
        this.answers = answers;
        this.authorities = authorities;
    }

    /**
     * The response in {@code message[0..length)} to {@code asked}; the ID is the caller's to check.
     *
     * @return null when it is no sound response to that question (RFC 5452 section 9.1: same QNAME, QTYPE, QCLASS)
     */
    public static @Nullable RelayedMessage read(byte[] message, int length, Query asked) {
        int question = Query.QNAME_OFFSET + asked.qnameLength() + 4;
        if (length < question
                || (Header.u16(message, Header.FLAGS) & Header.QR) == 0
                || Header.u16(message, Header.QDCOUNT) != 1
                || !Octets.equalIgnoreCase(
                        message, Query.QNAME_OFFSET, asked.octets(), Query.QNAME_OFFSET, asked.qnameLength())
                || !Arrays.equals(message, question - 4, question, asked.octets(), question - 4, question)) {
            return null;
        }
        return collect(message, length, asked.qnameLength());
    }

    private static @Nullable RelayedMessage collect(byte[] message, int length, int qnameLength) {
        MessageReader reader = new MessageReader(message, length);
        int[] ttls = new int[8];
        int[] ends = new int[8];
        int count = 0;
        int[] perSection = new int[3];
        int end = reader.firstRecord();
        int rcode = Header.u16(message, Header.FLAGS) & Header.RCODE_MASK;
        boolean optSeen = false;
        while (reader.next()) {
            if (reader.type() == RecordType.OPT) {
                rcode |= (reader.ttlBits() >>> 24 & 0xff) << 4;
                optSeen = true;
                continue;
            }
            // Records behind an OPT would have to move; they are additional data, which may always be left out.
            if (optSeen) {
                continue;
            }
            if (!reader.sound()) {
                return null;
            }
            if (count == ttls.length) {
                ttls = Arrays.copyOf(ttls, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            ttls[count] = reader.ttlOffset();
            end = reader.end();
            ends[count++] = end;
            perSection[reader.section().ordinal()]++;
        }
        if (reader.malformed()) {
            return null;
        }
        return new RelayedMessage(
                Arrays.copyOf(message, end),
                qnameLength,
                rcode,
                Arrays.copyOf(ttls, count),
                Arrays.copyOf(ends, count),
                perSection[0],
                perSection[1]);
    }

    /** The message without OPT; its question stands at offset 12. Read only. */
    public byte[] octets() {
        return octets;
    }

    public int qnameLength() {
        return qnameLength;
    }

    public int flags() {
        return Header.u16(octets, Header.FLAGS);
    }

    /** Response code, the extended bits of the OPT included. */
    public int rcode() {
        return rcode;
    }

    public boolean authoritative() {
        return (flags() & Header.AA) != 0;
    }

    public boolean truncated() {
        return (flags() & Header.TC) != 0;
    }

    /** Records in all sections. */
    public int records() {
        return ends.length;
    }

    public int answers() {
        return answers;
    }

    public int authorities() {
        return authorities;
    }

    /** Where record {@code index} starts. */
    public int start(int index) {
        return index == 0 ? Query.QNAME_OFFSET + qnameLength + 4 : ends[index - 1];
    }

    /** The offset behind record {@code index}. */
    public int end(int index) {
        return ends[index];
    }

    /** Where the TTL of record {@code index} stands. */
    public int ttlOffset(int index) {
        return ttlOffsets[index];
    }

    /** TTL of record {@code index}, seconds. */
    public int ttl(int index) {
        return Math.max(0, Header.u32(octets, ttlOffsets[index]));
    }

    /** A reader at the start of the records. */
    public MessageReader reader() {
        return new MessageReader(octets, octets.length);
    }

    /** The same message with every TTL changed; {@code change} gets seconds and gives seconds. */
    public RelayedMessage withTtls(IntUnaryOperator change) {
        byte[] changed = octets.clone();
        for (int i = 0; i < ttlOffsets.length; i++) {
            Header.putU32(changed, ttlOffsets[i], change.applyAsInt(ttl(i)));
        }
        return new RelayedMessage(changed, qnameLength, rcode, ttlOffsets, ends, answers, authorities);
    }

    /**
     * The same message with the addresses of each owner of the answer and additional sections in another order; null when no owner
     * has several side by side.
     */
    public @Nullable RelayedMessage ordered(AddressOrder order) {
        byte[] changed = null;
        for (int first = 0; first < ends.length; ) {
            // Authority records hold no addresses, and a set does not reach over the end of the answer.
            int end = AddressTurns.endOfSet(this, first, first < answers ? answers : ends.length);
            if (end - first > 1) {
                changed = changed == null ? octets.clone() : changed;
                AddressTurns.order(this, first, end, changed, order);
            }
            first = end;
        }
        return changed == null
                ? null
                : new RelayedMessage(changed, qnameLength, rcode, ttlOffsets, ends, answers, authorities);
    }

    /** The same message with another response code. */
    public RelayedMessage withRcode(int code) {
        byte[] changed = octets.clone();
        Header.putU16(changed, Header.FLAGS, flags() & ~Header.RCODE_MASK | code & Header.RCODE_MASK);
        return new RelayedMessage(changed, qnameLength, code, ttlOffsets, ends, answers, authorities);
    }

    /** The records of one section one by one, free of this message: they can be written into any other. */
    public List<RecordSet> section(Section section) {
        List<RecordSet> records = new ArrayList<>();
        MessageReader reader = reader();
        for (int i = 0; i < ends.length && reader.next(); i++) {
            if (reader.section() == section) {
                records.add(new MovedRecords(this, i, 1));
            }
        }
        return records;
    }

    /** The records of the answer section as {@link #section} gives them, but addresses of one owner together: they take turns. */
    public List<RecordSet> answerSets() {
        List<RecordSet> sets = new ArrayList<>();
        for (int first = 0; first < answers; ) {
            int end = AddressTurns.endOfSet(this, first, answers);
            sets.add(new MovedRecords(this, first, end - first));
            first = end;
        }
        return sets;
    }
}
