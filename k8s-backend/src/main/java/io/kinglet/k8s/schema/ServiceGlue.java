package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** The addresses of a Service, owned by its name at the end of QNAME: additional data of its SRV records. */
public record ServiceGlue(PackedAddresses addresses, int keyLength) implements RecordSet {

    @Override
    public int size(Query query) {
        return addresses.count();
    }

    @Override
    public void write(int index, MessageWriter out) {
        out.suffix(Suffix.service(out.query(), keyLength));
        addresses.rest(index, out);
    }
}
