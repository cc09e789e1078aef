package io.kinglet.dns.forward;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Edns;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;

/**
 * Questions as upstreams see them: the question in the case it was asked, RD, AD and CD, an OPT of our own if there was one. The
 * options of a stub resolver go no further, Client Subnet included (RFC 7871 section 7.2.2). Stateless.
 */
final class UpstreamQuery {

    private static final int OPT_LENGTH = 11;
    private static final int KEPT = Header.RD | Header.AD | Header.CD;

    private UpstreamQuery() {}

    /** The question of {@code query}; a new object, never changed afterwards. */
    static Query of(Query query) {
        int question = Query.QNAME_OFFSET + query.qnameLength() + 4;
        byte[] message = new byte[question + (query.edns().present() ? OPT_LENGTH : 0)];
        System.arraycopy(query.octets(), 0, message, 0, question);
        Header.putU16(message, 0, 0);
        Header.putU16(message, Header.FLAGS, query.flags() & KEPT);
        Header.putU32(message, Header.ANCOUNT, 0);
        Header.putU16(message, Header.ARCOUNT, query.edns().present() ? 1 : 0);
        if (query.edns().present()) {
            Header.putU16(message, question + 1, RecordType.OPT);
            Header.putU16(message, question + 3, Edns.PAYLOAD_SIZE);
            Header.putU32(message, question + 5, query.edns().dnssecOk() ? 0x8000 : 0);
        }
        return read(message, query.transport());
    }

    /** The question of a health check. */
    static Query probe(DomainName name, boolean recursionDesired, Transport transport) {
        byte[] message = new byte[Query.QNAME_OFFSET + name.length() + 4];
        Header.putU16(message, Header.FLAGS, recursionDesired ? Header.RD : 0);
        Header.putU16(message, Header.QDCOUNT, 1);
        name.copyTo(message, Query.QNAME_OFFSET);
        Header.putU16(message, message.length - 4, RecordType.NS);
        Header.putU16(message, message.length - 2, RecordClass.IN);
        return read(message, transport);
    }

    private static Query read(byte[] message, Transport transport) {
        Query query = new Query();
        QueryDefect defect = query.read(message, message.length, transport, null);
        if (defect != QueryDefect.NONE) {
            throw new IllegalStateException("a question of our own reads back as " + defect);
        }
        return query;
    }
}
