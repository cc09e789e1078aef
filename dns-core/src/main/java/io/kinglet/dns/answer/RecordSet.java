package io.kinglet.dns.answer;

import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * Records that go into one section together: an RRset, or a run of RRsets whose owners the set computes (the addresses of SRV
 * targets). Immutable; written by many event loops at once.
 */
public interface RecordSet {

    /** Records in the set, for this question. */
    int size(Query query);

    /**
     * Writes record {@code index}: owner, type, class, TTL, RDLENGTH, RDATA. When it does not fit the writer says so and the
     * caller rolls back.
     *
     * @param index 0 to {@link #size} - 1
     */
    void write(int index, MessageWriter out);

    /**
     * Writes whole records from {@code first} round to it again, as many as fit. A set whose records are alike may write them in
     * one go.
     *
     * @param size what {@link #size} says
     * @return how many were written
     */
    default int writeRound(int first, int size, MessageWriter out) {
        for (int i = 0; i < size; i++) {
            int index = first + i;
            int mark = out.position();
            write(index < size ? index : index - size, out);
            if (out.overflowed()) {
                out.rollback(mark);
                return i;
            }
        }
        return size;
    }

    /** Whether the order of records means nothing, so that they may take turns (addresses do, a CNAME chain does not). */
    default boolean rotates() {
        return false;
    }
}
