package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import java.util.Arrays;

/**
 * Where names stand in the message being written (RFC 1035 section 4.1.4). A fixed number of places, so the cost of a message of
 * thousands of unrelated names is bounded: what finds no place is written out. Event-loop confined.
 */
final class NameCompressor {

    private static final int PLACES = 256;
    private static final int PROBES = 4;
    private static final int REACH = 0x3fff;

    /** Offset of a name in the message, 0 for a free place; the place is chosen by the name's hash. */
    private final short[] offsets = new short[PLACES];

    private final byte[] plain = new byte[DomainName.MAX_OCTETS];
    private final byte[] lower = new byte[DomainName.MAX_OCTETS];
    private boolean used;

    void clear() {
        if (used) {
            Arrays.fill(offsets, (short) 0);
            used = false;
        }
    }

    /** Forgets names at or behind {@code mark}. */
    void forgetFrom(int mark) {
        if (used) {
            for (int i = 0; i < PLACES; i++) {
                if (offsets[i] >= mark) {
                    offsets[i] = 0;
                }
            }
        }
    }

    void write(DomainName name, MessageWriter out) {
        if (out.overflowed()) {
            return;
        }
        if (!used) {
            used = true;
            noteQuestion(out.query());
        }
        int length = name.length();
        name.copyTo(plain, 0);
        Octets.copyLowerCase(plain, 0, lower, 0, length);
        int at = 0;
        while (lower[at] != 0) {
            long hash = Octets.hash(lower, at, length - at);
            int found = find(hash, at, out.octets());
            if (found != 0) {
                out.pointer(found);
                return;
            }
            int start = out.position();
            out.octets(plain, at, lower[at] + 1);
            if (out.overflowed()) {
                // Behind the end stands what an earlier message left, maybe a pointer to itself: never a target.
                return;
            }
            note(hash, start);
            at += lower[at] + 1;
        }
        out.u8(0);
    }

    private void noteQuestion(Query query) {
        for (int i = 0; i < query.labels(); i++) {
            int offset = query.labelOffset(i);
            note(Octets.hash(query.lowerQname(), offset, query.qnameLength() - offset), Query.QNAME_OFFSET + offset);
        }
    }

    private void note(long hash, int offset) {
        if (offset > REACH) {
            return;
        }
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (int) hash + probe & PLACES - 1;
            if (offsets[place] == 0) {
                offsets[place] = (short) offset;
                return;
            }
        }
    }

    /** The offset of the name {@code lower[at..]} in the message; 0 when it is not known. */
    private int find(long hash, int at, byte[] message) {
        for (int probe = 0; probe < PROBES; probe++) {
            int offset = offsets[(int) hash + probe & PLACES - 1];
            if (offset != 0 && matches(message, offset, at)) {
                return offset;
            }
        }
        return 0;
    }

    private boolean matches(byte[] message, int offset, int at) {
        while (true) {
            int size = message[offset] & 0xff;
            if (size >= 0xc0) {
                // Written by this writer, so it points backwards and the walk ends.
                offset = Header.u16(message, offset) & REACH;
                continue;
            }
            if (size != lower[at]) {
                return false;
            }
            if (size == 0) {
                return true;
            }
            if (!Octets.equalIgnoreCase(message, offset + 1, lower, at + 1, size)) {
                return false;
            }
            offset += size + 1;
            at += size + 1;
        }
    }
}
