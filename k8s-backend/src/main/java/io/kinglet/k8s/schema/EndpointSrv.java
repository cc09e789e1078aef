package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** SRV records of endpoints (k8s DNS spec 2.4.2): the target is the endpoint's own name, the port the one it listens on. */
final class EndpointSrv implements RecordSet {

    private final EndpointSet set;
    private final long[] records;
    private final int weight;

    /**
     * @param records endpoint number above 16 bits of port
     */
    EndpointSrv(EndpointSet set, long[] records, int weight) {
        this.set = set;
        this.records = records;
        this.weight = weight;
    }

    /** The share of one of {@code records} in a weight of 100, at least 1: what clients of the peer know. */
    static int weight(int records) {
        return Math.max(1, 100 / Math.max(1, records));
    }

    @Override
    public int size(Query query) {
        return records.length;
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        Query query = out.query();
        int endpoint = (int) (records[index] >>> 16);
        out.qname();
        out.head(RecordType.SRV, query.ttl());
        int start = out.openRdata();
        out.u16(0);
        out.u16(weight);
        out.u16((int) records[index] & 0xffff);
        int service = Suffix.service(query, set.keyLength());
        set.arrays().writeLabel(endpoint, service, out);
        out.suffixInFull(service);
        out.closeRdata(start);
    }
}
