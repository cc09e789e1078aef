package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** The addresses of endpoints, owned by their names: additional data of their SRV records. */
final class EndpointGlue implements RecordSet {

    private final EndpointSet set;
    private final int[] endpoints;

    EndpointGlue(EndpointSet set, int[] endpoints) {
        this.set = set;
        this.endpoints = endpoints;
    }

    @Override
    public int size(Query query) {
        return endpoints.length;
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public void write(int index, MessageWriter out) {
        int service = Suffix.service(out.query(), set.keyLength());
        set.arrays().writeLabel(endpoints[index], service, out);
        out.suffix(service);
        set.arrays().writeAddress(endpoints[index], out);
    }
}
