package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes each query to the resolver of the longest zone QNAME ends in, found by hash of the lower-case wire suffix; no match is
 * REFUSED. Sets {@link Query#zoneLength}. Immutable; allocates nothing.
 */
public final class ZoneRouter implements Resolver {

    /**
     * One of several resolvers for a zone.
     *
     * @param when which queries it is for; null for all
     */
    public record Choice(@Nullable Predicate<Query> when, Resolver resolver) {}

    /**
     * @param when null for every query
     * @param other what is tried where {@code when} does not hold
     */
    private record Served(
            byte[] zone,
            @Nullable Predicate<Query> when,
            Resolver resolver,
            @Nullable Served other) {

        @Nullable
        Served chosen(Query query) {
            Served served = this;
            while (served != null && served.when != null && !served.when.test(query)) {
                served = served.other;
            }
            return served;
        }
    }

    private final @Nullable Served[] table;
    private final int mostLabels;

    private ZoneRouter(List<Map.Entry<DomainName, List<Choice>>> zones) {
        table = new Served[Integer.highestOneBit(Math.max(4, zones.size())) * 4];
        int most = 0;
        for (Map.Entry<DomainName, List<Choice>> entry : zones) {
            byte[] zone = entry.getKey().canonicalOctets();
            int place = (int) Octets.hash(zone, 0, zone.length) & table.length - 1;
            while (table[place] != null) {
                place = place + 1 & table.length - 1;
            }
            table[place] = served(zone, entry.getValue());
            most = Math.max(most, entry.getKey().labels());
        }
        mostLabels = most;
    }

    /**
     * @param zones the resolver of each zone apex
     */
    public ZoneRouter(Map<DomainName, Resolver> zones) {
        this(alone(zones));
    }

    private static List<Map.Entry<DomainName, List<Choice>>> alone(Map<DomainName, Resolver> zones) {
        List<Map.Entry<DomainName, List<Choice>>> choices = new ArrayList<>();
        zones.forEach((zone, resolver) -> choices.add(Map.entry(zone, List.of(new Choice(null, resolver)))));
        return choices;
    }

    /**
     * @param zones the resolvers of each zone apex, of which the first that is for a query gets it; where none is, the next longest
     *     zone is asked
     */
    public static ZoneRouter ofChoices(Map<DomainName, List<Choice>> zones) {
        return new ZoneRouter(List.copyOf(zones.entrySet()));
    }

    private static @Nullable Served served(byte[] zone, List<Choice> choices) {
        Served served = null;
        for (int i = choices.size() - 1; i >= 0; i--) {
            served = new Served(zone, choices.get(i).when(), choices.get(i).resolver(), served);
        }
        return served;
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
                    Served chosen = served.when == null ? served : served.chosen(query);
                    if (chosen != null) {
                        return chosen;
                    }
                    break;
                }
                place = place + 1 & table.length - 1;
            }
        }
        return null;
    }
}
