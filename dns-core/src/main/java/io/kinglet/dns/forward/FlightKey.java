package io.kinglet.dns.forward;

import io.kinglet.dns.name.Octets;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;

/**
 * What must be equal for two queries to share an exchange: QNAME whatever its case, QTYPE, QCLASS, RD, AD, CD, whether there is an
 * OPT, DO, the options that a layer of ours has upstreams get, and the transport. Options of stub resolvers are not part of it, or
 * one could force many identical questions in flight (RFC 5452 section 5).
 */
final class FlightKey {

    private final byte[] name;
    private final int question;
    private final int form;
    private final byte[] options;
    private final int hash;

    /** Copies what it needs of {@code query}. */
    FlightKey(Query query) {
        name = Arrays.copyOf(query.lowerQname(), query.qnameLength());
        question = query.qtype() << 16 | query.qclass();
        form = query.flags() & (Header.RD | Header.AD | Header.CD)
                | (query.edns().present() ? 1 : 0)
                | (query.edns().dnssecOk() ? 2 : 0)
                | (query.transport() == Transport.TCP ? 4 : 0);
        options = query.sentOptions();
        hash = (int) Octets.hash(Octets.hash(name, 0, name.length), (long) question << 32 | form);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlightKey key
                && key.hash == hash
                && key.question == question
                && key.form == form
                && Arrays.equals(key.name, name)
                && Arrays.equals(key.options, options);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
