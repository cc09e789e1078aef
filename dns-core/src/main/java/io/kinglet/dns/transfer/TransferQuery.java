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
import org.jspecify.annotations.Nullable;

/** Makes the messages that servers of a zone send each other about it. Stateless. */
final class TransferQuery {

    /** A SOA with its two names. */
    private static final int MOST_SOA = 1024;

    private TransferQuery() {}

    static byte[] axfr(DomainName apex) {
        return write(apex, RecordType.AXFR, 0, null, Header.NSCOUNT);
    }

    /**
     * @param have the SOA of the version that is there (RFC 1995 section 3)
     */
    static byte[] ixfr(DomainName apex, Rrset have) {
        return write(apex, RecordType.IXFR, 0, have, Header.NSCOUNT);
    }

    /** A NOTIFY of the SOA of a zone, which goes along as a hint (RFC 1996 section 3.7). */
    static Query notify(DomainName apex, Rrset soa) {
        return read(write(apex, RecordType.SOA, Opcode.NOTIFY << 11 | Header.AA, soa, Header.ANCOUNT));
    }

    private static byte[] write(DomainName apex, int type, int flags, @Nullable Rrset soa, int section) {
        byte[] octets = new byte[Header.LENGTH + apex.length() + 4 + MOST_SOA];
        Header.putU16(octets, Header.QDCOUNT, 1);
        apex.copyTo(octets, Query.QNAME_OFFSET);
        int end = Query.QNAME_OFFSET + apex.length();
        Header.putU16(octets, end, type);
        Header.putU16(octets, end + 2, RecordClass.IN);
        MessageWriter out = new MessageWriter();
        out.begin(read(Arrays.copyOf(octets, end + 4)), octets, octets.length);
        if (soa != null) {
            new StaticRecords(apex, soa.ttl(), soa.rdata()).write(0, out);
            out.count(section, 1);
        }
        Header.putU16(octets, Header.FLAGS, flags);
        return Arrays.copyOf(octets, out.position());
    }

    private static Query read(byte[] octets) {
        Query query = new Query();
        QueryDefect defect = query.read(octets, octets.length, Transport.UDP, null);
        if (defect != QueryDefect.NONE) {
            throw new IllegalStateException("a message of our own reads back as " + defect);
        }
        return query;
    }
}
