package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * The SOA of whichever external zone answers, every name of it a suffix of the question.
 *
 * @param apex the label that the zone's servers are below, in wire format
 * @param ttl seconds, also the minimum: how long a negative answer may be kept (RFC 2308 section 5)
 */
record ExternalSoa(int serial, byte[] apex, int ttl) implements RecordSet {

    private static final int REFRESH = 7200;
    private static final int RETRY = 1800;
    private static final int EXPIRE = 86400;
    private static final byte[] RNAME = {10, 'h', 'o', 's', 't', 'm', 'a', 's', 't', 'e', 'r'};

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        int zone = out.query().zoneLength();
        out.suffix(zone);
        out.head(RecordType.SOA, ttl);
        int start = out.openRdata();
        out.octets(ExternalApex.NS1, 0, ExternalApex.NS1.length);
        out.octets(apex, 0, apex.length);
        out.suffix(zone);
        out.octets(RNAME, 0, RNAME.length);
        out.octets(apex, 0, apex.length);
        out.suffix(zone);
        out.u32(serial);
        out.u32(REFRESH);
        out.u32(RETRY);
        out.u32(EXPIRE);
        out.u32(ttl);
        out.closeRdata(start);
    }
}
