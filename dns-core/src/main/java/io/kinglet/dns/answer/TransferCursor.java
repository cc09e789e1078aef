package io.kinglet.dns.answer;

import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How far an {@link Answer.Transfer} has been written. Holds one set of records at a time, never the zone. Event-loop confined.
 */
public final class TransferCursor {

    /** A message is filled up to here: compression pointers reach no further (RFC 1035 section 4.1.4), and a client waits less. */
    public static final int USUAL_OCTETS = 0x3fff;

    private final Query query;
    private final Iterator<? extends RecordSet> sets;
    private @Nullable RecordSet set;
    private int size;
    private int index;
    private boolean first = true;

    /**
     * @param query a {@link Query#copy()} of what is answered
     */
    public TransferCursor(Query query, Answer.Transfer transfer) {
        this.query = query;
        sets = transfer.records().iterator();
        advance();
    }

    /** What is answered. */
    public Query query() {
        return query;
    }

    /** Whether everything has been written. */
    public boolean isDone() {
        return set == null;
    }

    /** Whether nothing has been written. */
    public boolean isFirst() {
        return first;
    }

    /**
     * Writes as many whole records as fit, at least one.
     *
     * @param most octets of a message whose first record fits no other
     */
    void write(MessageWriter out, int most) {
        first = false;
        int written = 0;
        for (RecordSet current = set; current != null && written < 0xffff; current = set) {
            int mark = out.position();
            current.write(index, out);
            if (out.overflowed()) {
                out.rollback(mark);
                if (written > 0 || out.limit() == most) {
                    break;
                }
                out.limit(most);
                continue;
            }
            written++;
            if (++index == size) {
                advance();
            }
        }
        if (written == 0) {
            throw new IllegalStateException("a record of " + query + " fits no message");
        }
        out.count(Header.ANCOUNT, written);
    }

    private void advance() {
        index = 0;
        do {
            set = sets.hasNext() ? sets.next() : null;
            size = set == null ? 0 : set.size(query);
        } while (set != null && size == 0);
    }
}
