package io.kinglet.dns.querylog;

import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One query and what became of it, for a log: as a line, and field by field for logs that have them. Free of the query; any thread.
 *
 * @param text in the form that the rule says
 * @param clientIp without brackets; empty where no one can know
 * @param clientPort 0 where no one can know
 * @param qname in lower case
 * @param bufsize octets of the largest reply that can be sent
 * @param rcode null for silence
 * @param responseSize octets; 0 for silence
 * @param nanos from receiving the query to writing the reply
 */
public record QueryLogLine(
        String text,
        String clientIp,
        int clientPort,
        String qname,
        String qtype,
        String qclass,
        String protocol,
        int id,
        int opcode,
        int requestSize,
        boolean dnssecOk,
        int bufsize,
        @Nullable String rcode,
        int responseSize,
        long nanos) {

    static QueryLogLine of(LogFormat format, Exchanged it) {
        Query query = it.query();
        Client client = query.client();
        return new QueryLogLine(
                format.line(it),
                client == null ? "" : client.ip().toString(),
                client == null ? 0 : client.address().getPort(),
                query.qname().toString().toLowerCase(Locale.ROOT),
                RecordType.name(query.qtype()),
                RecordClass.name(query.qclass()),
                query.transport().label(),
                query.id(),
                Header.opcode(query.flags()),
                query.length(),
                query.edns().dnssecOk(),
                LogField.payloadSize(query),
                it.isSilence() ? null : LogField.rcode(it),
                it.length(),
                Math.max(0, it.nanos()));
    }

    /** The line alone. */
    @Override
    public String toString() {
        return text;
    }
}
