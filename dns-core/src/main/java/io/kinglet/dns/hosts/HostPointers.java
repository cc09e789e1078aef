package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** The names of one address, as PTR records owned by QNAME. Immutable. */
record HostPointers(DomainName[] names) implements RecordSet {

    @Override
    public int size(Query query) {
        return names.length;
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.qname();
        out.head(RecordType.PTR, out.query().ttl());
        int start = out.openRdata();
        out.name(names[index]);
        out.closeRdata(start);
    }
}
