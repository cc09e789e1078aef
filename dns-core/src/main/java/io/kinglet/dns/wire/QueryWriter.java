package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;

/** Writes queries that stand in for others. Stateless. */
public final class QueryWriter {

    private static final int OPT_LENGTH = 11;
    private static final int DNSSEC_OK = 0x8000;

    private QueryWriter() {}

    /** As a stub resolver asks: class IN, RD set, no EDNS. */
    public static byte[] write(DomainName name, int type) {
        int question = Query.QNAME_OFFSET + name.length() + 4;
        byte[] message = new byte[question];
        Header.putU16(message, Header.FLAGS, Header.RD);
        Header.putU16(message, Header.QDCOUNT, 1);
        name.copyTo(message, Query.QNAME_OFFSET);
        Header.putU16(message, question - 4, type);
        Header.putU16(message, question - 2, RecordClass.IN);
        return message;
    }

    /** The header of {@code asked}, another question and, where there is one or need of one, an OPT record with these options. */
    static byte[] write(Query asked, DomainName name, int type, int recordClass, byte[] options) {
        Edns edns = asked.edns();
        boolean opt = edns.present() || options.length > 0;
        int question = Query.QNAME_OFFSET + name.length() + 4;
        byte[] message = new byte[question + (opt ? OPT_LENGTH + options.length : 0)];
        System.arraycopy(asked.octets(), 0, message, 0, Header.QDCOUNT);
        Header.putU16(message, Header.QDCOUNT, 1);
        name.copyTo(message, Query.QNAME_OFFSET);
        Header.putU16(message, question - 4, type);
        Header.putU16(message, question - 2, recordClass);
        if (opt) {
            Header.putU16(message, Header.ARCOUNT, 1);
            Header.putU16(message, question + 1, RecordType.OPT);
            Header.putU16(message, question + 3, edns.present() ? edns.payloadSize() : Edns.PAYLOAD_SIZE);
            Header.putU32(message, question + 5, edns.dnssecOk() ? DNSSEC_OK : 0);
            Header.putU16(message, question + 9, options.length);
            System.arraycopy(options, 0, message, question + OPT_LENGTH, options.length);
        }
        return message;
    }
}
