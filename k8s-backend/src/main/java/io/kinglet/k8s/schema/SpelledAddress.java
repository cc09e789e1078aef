package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * The address that the first label of QNAME spells. One object answers for every Pod and every endpoint without hostname; whether
 * there is such a Pod or endpoint has been looked up before.
 */
public enum SpelledAddress implements RecordSet {
    A,
    AAAA;

    private final Answer.Positive answer = new Answer.Positive(this);

    /** The answer of this one record. */
    public Answer answer() {
        return answer;
    }

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        Query query = out.query();
        byte[] lower = query.lowerQname();
        if (this == A) {
            out.qname();
            out.head(RecordType.A, query.ttl());
            out.u16(4);
            out.u32((int) AddressLabel.v4(lower, 1, lower[0]));
        } else {
            IpAddress address = AddressLabel.v6(lower, 1, lower[0]);
            if (address != null) {
                out.qname();
                PackedAddresses.rest(address.octets(), 0, 16, out);
            }
        }
    }
}
