package io.kinglet.dns.transfer;

import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zone.Rrset;
import java.util.Arrays;

/** Makes NOTIFY messages (RFC 1996 section 3). Stateless. */
final class NotifyMessage {

    private NotifyMessage() {}

    /** A NOTIFY of the SOA of a zone, which goes along as a hint (section 3.7). Its ID is the transport's to choose. */
    static Query of(DomainName apex, Rrset soa) {
        byte[] octets = new byte[Header.LENGTH + 2 * apex.length() + 1024];
        Header.putU16(octets, Header.FLAGS, Opcode.NOTIFY << 11 | Header.AA);
        Header.putU16(octets, Header.QDCOUNT, 1);
        apex.copyTo(octets, Query.QNAME_OFFSET);
        int end = Query.QNAME_OFFSET + apex.length();
        Header.putU16(octets, end, RecordType.SOA);
        Header.putU16(octets, end + 2, RecordClass.IN);
        Query question = read(Arrays.copyOf(octets, end + 4));
        MessageWriter out = new MessageWriter();
        out.begin(question, octets, octets.length);
        new StaticRecords(apex, soa.ttl(), soa.rdata()).write(0, out);
        out.count(Header.ANCOUNT, 1);
        Header.putU16(octets, Header.FLAGS, Opcode.NOTIFY << 11 | Header.AA);
        return read(Arrays.copyOf(octets, out.position()));
    }

    private static Query read(byte[] octets) {
        Query query = new Query();
        QueryDefect defect = query.read(octets, octets.length, Transport.UDP, null);
        if (defect != QueryDefect.NONE) {
            throw new IllegalStateException("a NOTIFY of our own reads back as " + defect);
        }
        return query;
    }
}
