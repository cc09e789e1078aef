package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ServiceEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reverse names of the addresses that Services have outside. Null is the answer for a name that does not exist. Immutable.
 *
 * @param zone ends the targets
 * @param ttl seconds
 */
record ExternalPointers(DomainName zone, int ttl) {

    @Nullable
    Answer resolve(Query query, Version version) {
        byte[] lower = query.lowerQname();
        long v4 = ReverseName.v4(lower, query.qnameLength());
        if (v4 >= 0) {
            return pointers(query, version.index().byExternalAddress(false, 0, v4), version);
        }
        ReverseName.Prefix prefix = ReverseName.read(lower, query.qnameLength());
        if (prefix == null) {
            return null;
        }
        if (prefix.whole()) {
            return pointers(query, version.index().byExternalAddress(true, prefix.high(), prefix.low()), version);
        }
        return version.index().hasExternalBelow(prefix) ? version.noData() : null;
    }

    private @Nullable Answer pointers(Query query, List<ServiceEntry> entries, Version version) {
        if (entries.isEmpty()) {
            return null;
        }
        if (query.qtype() != RecordType.PTR) {
            return version.noData();
        }
        List<Rdata> targets = new ArrayList<>();
        for (ServiceEntry entry : entries) {
            byte[] key = entry.key();
            if (key.length + zone.length() <= DomainName.MAX_OCTETS) {
                byte[] octets = new byte[key.length + zone.length()];
                System.arraycopy(key, 0, octets, 0, key.length);
                zone.copyTo(octets, key.length);
                targets.add(new Rdata.Ptr(DomainName.copyOf(octets, 0, octets.length)));
            }
        }
        return targets.isEmpty() ? version.noData() : new Answer.Positive(new StaticRecords(null, ttl, targets));
    }
}
