package io.kinglet.dns.builtin;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers queries for ANY with one small HINFO record instead of all there is (RFC 8482 section 4.2). Any thread; keeps nothing. */
public final class AnyLayer implements Layer {

    private static final int TTL = 8482;
    private static final byte[] HINFO = "\7RFC8482\0".getBytes(StandardCharsets.US_ASCII);
    private static final Answer OBSOLETE = new Answer.Composed(
            Rcode.NOERROR,
            false,
            false,
            List.of(StaticRecords.ofQname(TTL, new Rdata.Unknown(RecordType.HINFO, HINFO))),
            List.of(),
            List.of());

    @Override
    public Resolver over(Resolver next) {
        return query -> query.qtype() == RecordType.ANY ? OBSOLETE : next.resolve(query);
    }
}
