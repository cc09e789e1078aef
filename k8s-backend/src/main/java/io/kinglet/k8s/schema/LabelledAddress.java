package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * The address of the one endpoint whose name is QNAME (k8s DNS spec 2.4.1). One object for all endpoints of a Service: which one
 * is meant is read from the question.
 *
 * @param family 4 or 6
 */
record LabelledAddress(EndpointSet set, int family) implements RecordSet {

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        Query query = out.query();
        int endpoint = set.find(query.lowerQname(), set.nameLength(query), 0, family);
        out.qname();
        set.arrays().writeAddress(endpoint, out);
    }
}
