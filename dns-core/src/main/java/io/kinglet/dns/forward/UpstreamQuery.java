package io.kinglet.dns.forward;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Edns;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Questions as upstreams see them: the question in the case it was asked, RD, AD and CD, an OPT of our own if there was one. The
 * options of a stub resolver go no further, Client Subnet included (RFC 7871 section 7.2.2), but those that a layer of ours says shall
 * be sent do. Stateless.
 */
final class UpstreamQuery {

    private static final int OPT_LENGTH = 11;
    private static final int KEPT = Header.RD | Header.AD | Header.CD;

    private UpstreamQuery() {}

    /**
     * The question of {@code query}; a new object, never changed afterwards.
     *
     * @param random says which letters are upper case; null to leave them as they are
     */
    static Query of(Query query, @Nullable SecureRandom random) {
        int question = Query.QNAME_OFFSET + query.qnameLength() + 4;
        byte[] options = query.sentOptions();
        boolean opt = query.edns().present() || options.length > 0;
        byte[] message = new byte[question + (opt ? OPT_LENGTH + options.length : 0)];
        System.arraycopy(query.octets(), 0, message, 0, question);
        if (random != null) {
            mixCase(message, query.qnameLength(), random);
        }
        Header.putU16(message, 0, 0);
        Header.putU16(message, Header.FLAGS, query.flags() & KEPT);
        Header.putU32(message, Header.ANCOUNT, 0);
        Header.putU16(message, Header.ARCOUNT, opt ? 1 : 0);
        if (opt) {
            Header.putU16(message, question + 1, RecordType.OPT);
            Header.putU16(message, question + 3, Edns.PAYLOAD_SIZE);
            Header.putU32(message, question + 5, query.edns().dnssecOk() ? 0x8000 : 0);
            Header.putU16(message, question + 9, options.length);
            System.arraycopy(options, 0, message, question + OPT_LENGTH, options.length);
        }
        return read(message, query.transport());
    }

    private static void mixCase(byte[] message, int qnameLength, SecureRandom random) {
        byte[] drawn = new byte[(qnameLength + 7) / 8];
        random.nextBytes(drawn);
        int label = Query.QNAME_OFFSET;
        while (message[label] != 0) {
            int end = label + 1 + message[label];
            for (int i = label + 1; i < end; i++) {
                int at = i - Query.QNAME_OFFSET;
                int letter = message[i] | 0x20;
                if (letter >= 'a' && letter <= 'z') {
                    message[i] = (byte) (letter ^ (drawn[at / 8] >> at % 8 & 1) << 5);
                }
            }
            label = end;
        }
    }

    /** The question of a health check. */
    static Query probe(DomainName name, boolean recursionDesired, Transport transport) {
        return question(name, RecordType.NS, recursionDesired, transport);
    }

    /** A question of our own. */
    static Query question(DomainName name, int type, boolean recursionDesired, Transport transport) {
        byte[] message = new byte[Query.QNAME_OFFSET + name.length() + 4];
        Header.putU16(message, Header.FLAGS, recursionDesired ? Header.RD : 0);
        Header.putU16(message, Header.QDCOUNT, 1);
        name.copyTo(message, Query.QNAME_OFFSET);
        Header.putU16(message, message.length - 4, type);
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
