package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ServiceEntry;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Services of type ExternalName: a CNAME for every QTYPE, followed by what its target gives for that type (RFC 1034 section 4.3.2
 * step 3a), asked of the whole server so that every zone and layer applies. The response code is that of the last name in the chain
 * (RFC 6604 section 3).
 */
final class ExternalNames {

    private final OutsideTarget outside;
    private final int ttl;

    /**
     * @param ttl seconds, of the CNAME
     */
    ExternalNames(Supplier<Resolver> whole, int ttl) {
        outside = new OutsideTarget(whole, false);
        this.ttl = ttl;
    }

    /** Null when the Service has no target that is a domain name. */
    @Nullable
    Answer resolve(Query query, ServiceEntry entry) {
        DomainName target = entry.externalName();
        if (target == null) {
            return null;
        }
        RecordSet cname = StaticRecords.ofQname(ttl, new Rdata.Cname(target));
        if (query.qtype() == RecordType.CNAME || query.qtype() == RecordType.ANY) {
            return new Answer.Positive(cname);
        }
        return outside.resolve(query, List.of(cname), target);
    }
}
