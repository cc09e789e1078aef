package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * The addresses of the endpoint whose name is QNAME (k8s DNS spec 2.4.1). One object for all endpoints of a Service: which one is
 * meant is read from the question.
 *
 * @param family 4 or 6
 */
record LabelledAddresses(EndpointSet set, int family) implements RecordSet {

    @Override
    public int size(Query query) {
        int size = 0;
        while (set.find(query.lowerQname(), set.nameLength(query), size, family) >= 0) {
            size++;
        }
        return size;
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        Query query = out.query();
        int endpoint = set.find(query.lowerQname(), set.nameLength(query), index, family);
        out.qname();
        set.arrays().writeAddress(endpoint, out);
    }
}
