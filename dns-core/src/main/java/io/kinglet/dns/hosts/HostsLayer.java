package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.List;

/**
 * Answers from a list of hosts, with authority. A name that is not listed is left to the next layer where {@code fallthrough} says
 * so, else SERVFAIL: the list is of names, not of zones, so it cannot know that there is no such name. Any thread; answering
 * allocates nothing.
 */
public final class HostsLayer implements Layer {

    private static final Answer NOT_LISTED =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, "hosts: no such name in the list");

    private final Published<HostsTable> table;
    private final int ttl;
    private final List<byte[]> zones;
    private final List<byte[]> fallthrough;
    private final boolean fallthroughUnsupported;
    private final Answer noData;

    /**
     * @param table made by the same config
     */
    public HostsLayer(HostsConfig config, Published<HostsTable> table) {
        this.table = table;
        ttl = config.ttl();
        zones = config.zones().stream().map(DomainName::canonicalOctets).toList();
        fallthrough =
                config.fallthrough().stream().map(DomainName::canonicalOctets).toList();
        fallthroughUnsupported = config.fallthroughUnsupported();
        noData = new Answer.NoData(new OwnSoa(ttl));
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> resolve(query, next);
    }

    private Answer resolve(Query query, Resolver next) {
        HostsTable current = table.current();
        if (query.qtype() == RecordType.PTR) {
            // Whatever the zones, and whether or not it falls through: addresses of other machines are others' to name.
            HostEntry entry = current.isEmpty() ? null : current.find(query);
            Answer pointers = entry == null ? null : entry.pointers();
            return pointers == null ? next.resolve(query) : listed(query, pointers);
        }
        if (!isWithin(query, zones)) {
            return next.resolve(query);
        }
        HostEntry entry = current.isEmpty() ? null : current.find(query);
        if (entry == null || entry.v4() == null && entry.v6() == null) {
            if (isWithin(query, fallthrough)) {
                return next.resolve(query);
            }
            return entry == null ? NOT_LISTED : noData;
        }
        return switch (query.qtype()) {
            case RecordType.A -> entry.v4() == null ? noData : listed(query, entry.v4());
            case RecordType.AAAA -> entry.v6() == null ? noData : listed(query, entry.v6());
            default -> fallthroughUnsupported && isWithin(query, fallthrough) ? next.resolve(query) : noData;
        };
    }

    private Answer listed(Query query, Answer answer) {
        query.ttl(ttl);
        return answer;
    }

    private static boolean isWithin(Query query, List<byte[]> zones) {
        for (int i = 0; i < zones.size(); i++) {
            if (query.isWithin(zones.get(i))) {
                return true;
            }
        }
        return false;
    }
}
