package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * The SOA record that lets a NODATA be kept (RFC 2308 section 3). A list of hosts has no zones, so each name is one of its own, and
 * the record is that of an empty zone (RFC 6303 section 3). Times in seconds.
 */
record OwnSoa(int ttl) implements RecordSet {

    private static final DomainName NOBODY = DomainName.parse("nobody.invalid.");

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.qname();
        out.head(RecordType.SOA, ttl);
        int start = out.openRdata();
        out.qname();
        out.name(NOBODY);
        out.u32(1);
        out.u32(3600);
        out.u32(1200);
        out.u32(604_800);
        out.u32(ttl);
        out.closeRdata(start);
    }
}
