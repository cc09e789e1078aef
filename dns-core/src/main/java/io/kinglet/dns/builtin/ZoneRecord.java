package io.kinglet.dns.builtin;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * One record of a zone that QNAME is in, its owner in the case that was asked.
 *
 * @param owner octets of the zone's name
 * @param ttl seconds
 */
record ZoneRecord(int owner, int ttl, Rdata rdata) implements RecordSet {

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.suffix(owner);
        out.head(rdata.type(), ttl);
        int start = out.openRdata();
        rdata.write(out);
        out.closeRdata(start);
    }
}
