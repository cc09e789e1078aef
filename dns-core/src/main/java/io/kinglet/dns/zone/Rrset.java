package io.kinglet.dns.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.List;

/**
 * All records of one type that a name owns in a zone, ready to be written into any message. Immutable.
 *
 * @param owner at or below the apex, in the case the zone was written in
 * @param type of every record; see {@link RecordType}
 * @param ttl seconds, 0 to 2^31-1; one for the whole set (RFC 2181 section 5.2)
 * @param rdata at least one, none twice
 */
public record Rrset(DomainName owner, int type, int ttl, List<Rdata> rdata) implements RecordSet {

    public Rrset {
        if (rdata.isEmpty()) {
            throw new IllegalArgumentException("an RRset has a record; " + owner + " has none");
        }
        rdata = List.copyOf(rdata);
    }

    /** Records in the set, whatever is asked. */
    public int size() {
        return rdata.size();
    }

    @Override
    public int size(Query query) {
        return rdata.size();
    }

    @Override
    public boolean rotates() {
        return type == RecordType.A || type == RecordType.AAAA;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.name(owner);
        writeBehindOwner(index, out);
    }

    /** Writes what stands behind the owner of a record. */
    void writeBehindOwner(int index, MessageWriter out) {
        out.head(type, ttl);
        int start = out.openRdata();
        rdata.get(index).write(out);
        out.closeRdata(start);
    }
}
