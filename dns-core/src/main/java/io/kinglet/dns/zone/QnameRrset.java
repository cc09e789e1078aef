package io.kinglet.dns.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * An RRset as the answer for QNAME, its owner in the case it was asked: the set of that very name, or what a wildcard makes of its
 * own (RFC 4592 section 3.3.1).
 */
record QnameRrset(Rrset set) implements RecordSet {

    @Override
    public int size(Query query) {
        return set.size();
    }

    @Override
    public boolean rotates() {
        return set.rotates();
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.qname();
        set.writeBehindOwner(index, out);
    }
}
