package io.kinglet.dns.forward;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;

/**
 * What must be equal for two queries to share an exchange: QNAME whatever its case, QTYPE, QCLASS, RD, AD, CD, whether there is an
 * OPT, DO, and the transport. Options are not part of it, or a stub resolver could force many identical questions in flight (RFC
 * 5452 section 5).
 */
final class FlightKey {

    private final byte[] name;
    private final int question;
    private final int form;
    private final int hash;

    /** Copies what it needs of {@code query}. */
    FlightKey(Query query) {
        name = Arrays.copyOf(query.lowerQname(), query.qnameLength());
        question = query.qtype() << 16 | query.qclass();
        form = query.flags() & (Header.RD | Header.AD | Header.CD)
                | (query.edns().present() ? 1 : 0)
                | (query.edns().dnssecOk() ? 2 : 0)
                | (query.transport() == Transport.TCP ? 4 : 0);
        hash = (int) Octets.hash(Octets.hash(name, 0, name.length), (long) question << 32 | form);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlightKey key
                && key.hash == hash
                && key.question == question
                && key.form == form
                && Arrays.equals(key.name, name);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
