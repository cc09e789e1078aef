package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * SRV records of a Service with cluster IPs (k8s DNS spec 2.3.2): one per port that the labels in front of the Service's name ask
 * for, all of them where there is no label (an extension of the peer). Target and owner are both read from the question.
 *
 * @param keyLength octets of {@code SERVICE.NAMESPACE}
 * @param addresses cluster IPs of the Service; they share the weight
 */
public record ServiceSrv(PortSet ports, int keyLength, int addresses) implements RecordSet {

    @Override
    public int size(Query query) {
        int size = 0;
        for (int i = 0; i < ports.size(); i++) {
            size += asked(i, query) && first(i, query) ? 1 : 0;
        }
        return size;
    }

    @Override
    public void write(int index, MessageWriter out) {
        Query query = out.query();
        int matching = 0;
        int chosen = -1;
        int seen = 0;
        for (int i = 0; i < ports.size(); i++) {
            if (asked(i, query)) {
                matching++;
                if (first(i, query) && seen++ == index) {
                    chosen = i;
                }
            }
        }
        out.qname();
        out.head(RecordType.SRV, query.ttl());
        int start = out.openRdata();
        out.u16(0);
        out.u16(EndpointSrv.weight(matching * addresses));
        out.u16(ports.number(chosen));
        // RFC 2782: the target is not compressed.
        out.suffixInFull(Suffix.service(query, keyLength));
        out.closeRdata(start);
    }

    private boolean asked(int port, Query query) {
        boolean labelled = query.qnameLength() > Suffix.service(query, keyLength);
        return ports.matches(
                port,
                query.lowerQname(),
                labelled ? query.labelOffset(0) : PortSet.ANY,
                labelled ? query.labelOffset(1) : PortSet.ANY);
    }

    /** Whether no port before it that is also asked for has the same number: the records would be equal. */
    private boolean first(int port, Query query) {
        for (int twin = ports.twin(port); twin >= 0; twin = ports.twin(twin)) {
            if (asked(twin, query)) {
                return false;
            }
        }
        return true;
    }
}
