package io.kinglet.dns.answer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RRset held as values: for data that is small and rarely asked for.
 *
 * @param owner null for QNAME, in the case it was asked
 * @param ttl seconds, 0 to 2^31-1 (RFC 2181 section 8)
 */
public record StaticRecords(@Nullable DomainName owner, int ttl, List<Rdata> rdata) implements RecordSet {

    public StaticRecords {
        rdata = List.copyOf(rdata);
    }

    /** One record owned by QNAME. */
    public static StaticRecords ofQname(int ttl, Rdata rdata) {
        return new StaticRecords(null, ttl, List.of(rdata));
    }

    /** One record. */
    public static StaticRecords of(DomainName owner, int ttl, Rdata rdata) {
        return new StaticRecords(owner, ttl, List.of(rdata));
    }

    @Override
    public int size(Query query) {
        return rdata.size();
    }

    @Override
    public boolean rotates() {
        return !rdata.isEmpty()
                && (rdata.get(0).type() == RecordType.A || rdata.get(0).type() == RecordType.AAAA);
    }

    @Override
    public void write(int index, MessageWriter out) {
        Rdata value = rdata.get(index);
        if (owner == null) {
            out.qname();
        } else {
            out.name(owner);
        }
        out.head(value.type(), ttl);
        int start = out.openRdata();
        value.write(out);
        out.closeRdata(start);
    }
}
