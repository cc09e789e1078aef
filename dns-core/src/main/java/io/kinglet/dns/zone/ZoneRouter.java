package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes each query to the resolver of the longest zone QNAME ends in, found by hash of the lower-case wire suffix; no match is
 * REFUSED. Sets {@link Query#zoneLength}. Immutable; allocates nothing.
 */
public final class ZoneRouter implements Resolver {

    private record Served(byte[] zone, Resolver resolver) {}

    private final @Nullable Served[] table;
    private final int mostLabels;

    /**
     * @param zones the resolver of each zone apex
     */
    public ZoneRouter(Map<DomainName, Resolver> zones) {
        table = new Served[Integer.highestOneBit(Math.max(4, zones.size())) * 4];
        int most = 0;
        for (Map.Entry<DomainName, Resolver> entry : zones.entrySet()) {
            byte[] zone = entry.getKey().canonicalOctets();
            int place = (int) Octets.hash(zone, 0, zone.length) & table.length - 1;
            while (table[place] != null) {
                place = place + 1 & table.length - 1;
            }
            table[place] = new Served(zone, entry.getValue());
            most = Math.max(most, entry.getKey().labels());
        }
        mostLabels = most;
    }

    @Override
    public Answer resolve(Query query) {
        int label = Math.max(0, query.labels() - mostLabels);
        Served found = longest(query, label);
        if (found == null) {
            return REFUSED.resolve(query);
        }
        if (query.qtype() == RecordType.DS && found.zone.length == query.qnameLength() && query.labels() > 0) {
            // DS belongs to the parent side of a zone cut (RFC 4035 section 3.1.4.1).
            Served parent = longest(query, 1);
            found = parent != null ? parent : found;
        }
        query.zoneLength(found.zone.length);
        return found.resolver.resolve(query);
    }

    private @Nullable Served longest(Query query, int firstLabel) {
        byte[] name = query.lowerQname();
        for (int label = firstLabel; label <= query.labels(); label++) {
            int offset = query.labelOffset(label);
            int length = query.qnameLength() - offset;
            int place = (int) Octets.hash(name, offset, length) & table.length - 1;
            for (Served served = table[place]; served != null; served = table[place]) {
                if (Arrays.equals(served.zone, 0, served.zone.length, name, offset, offset + length)) {
                    return served;
                }
                place = place + 1 & table.length - 1;
            }
        }
        return null;
    }
}
