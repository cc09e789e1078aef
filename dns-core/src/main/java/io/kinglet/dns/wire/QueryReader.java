package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.RecordType;

/** Walks a packet once, cheapest checks first, and notes in the {@link Query} where things are. Stateless. */
final class QueryReader {

    /** One SOA in the answer of a NOTIFY or the authority of an IXFR (RFC 1995), OPT and TSIG in the additional section. */
    private static final int MOST_ANSWERS = 1;

    private static final int MOST_ADDITIONAL = 2;

    private QueryReader() {}

    static QueryDefect read(Query query) {
        byte[] octets = query.octets();
        int length = query.length();
        if (length < Header.LENGTH) {
            return QueryDefect.DROP;
        }
        int flags = Header.u16(octets, Header.FLAGS);
        if ((flags & Header.QR) != 0) {
            return QueryDefect.DROP;
        }
        if (Header.opcode(flags) != Opcode.QUERY && Header.opcode(flags) != Opcode.NOTIFY) {
            return QueryDefect.UNKNOWN_OPCODE;
        }
        int answers = Header.u16(octets, Header.ANCOUNT);
        int authorities = Header.u16(octets, Header.NSCOUNT);
        int additional = Header.u16(octets, Header.ARCOUNT);
        if (Header.u16(octets, Header.QDCOUNT) != 1
                || answers > MOST_ANSWERS
                || authorities > MOST_ANSWERS
                || additional > MOST_ADDITIONAL
                || !question(query, octets, length)) {
            return QueryDefect.MALFORMED;
        }
        if (answers + authorities + additional == 0) {
            return QueryDefect.NONE;
        }
        return records(query, answers + authorities, additional);
    }

    private static boolean question(Query query, byte[] octets, int length) {
        int at = Query.QNAME_OFFSET;
        int labels = 0;
        while (true) {
            if (at >= length) {
                return false;
            }
            int size = octets[at];
            if (size == 0) {
                break;
            }
            // Over 63 it is a compression pointer or a reserved form: the question comes first, so it has nothing to
            // point to.
            if (size < 0 || size > DomainName.MAX_LABEL) {
                return false;
            }
            int next = at + 1 + size;
            if (next - Query.QNAME_OFFSET >= DomainName.MAX_OCTETS) {
                return false;
            }
            query.label(labels++, at - Query.QNAME_OFFSET);
            at = next;
        }
        int qnameLength = at + 1 - Query.QNAME_OFFSET;
        if (at + 1 + 4 > length) {
            return false;
        }
        query.question(qnameLength, labels);
        return true;
    }

    private static QueryDefect records(Query query, int skipped, int additional) {
        byte[] octets = query.octets();
        int length = query.length();
        int at = Query.QNAME_OFFSET + query.qnameLength() + 4;
        for (int i = 0; i < skipped + additional; i++) {
            int owner = at;
            at = Names.skip(octets, at, length);
            if (at < 0 || at + 10 > length) {
                return QueryDefect.MALFORMED;
            }
            int type = Header.u16(octets, at);
            int size = Header.u16(octets, at + 8);
            if (at + 10 + size > length) {
                return QueryDefect.MALFORMED;
            }
            if (type == RecordType.OPT) {
                // RFC 6891 section 6.1.1: one, in the additional section, owned by the root.
                if (i < skipped
                        || octets[owner] != 0
                        || !query.edns()
                                .read(Header.u16(octets, at + 2), Header.u32(octets, at + 4), octets, at + 10, size)) {
                    return QueryDefect.MALFORMED;
                }
            }
            at += 10 + size;
        }
        return query.edns().version() > 0 ? QueryDefect.BAD_VERSION : QueryDefect.NONE;
    }
}
