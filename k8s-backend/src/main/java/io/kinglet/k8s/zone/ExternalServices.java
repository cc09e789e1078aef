package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ExternalAnswers;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services as they are seen from outside. Null is the answer for a name that does not exist.
 *
 * <pre>
 *   labels in front of the zone, from the right:   NS | SERVICE | ENDPOINT or _PROTO | _PORT
 * </pre>
 */
final class ExternalServices {

    private final ExternalConfig config;
    private final OutsideTarget outside;

    ExternalServices(ExternalConfig config, OutsideTarget outside) {
        this.config = config;
        this.outside = outside;
    }

    /**
     * @param below labels in front of the zone, at least one
     */
    @Nullable
    Answer resolve(Query query, int below, Version version) {
        byte[] lower = query.lowerQname();
        if (below == 1) {
            return version.index().namespaceExists(lower, query.labelOffset(0)) ? version.noData() : null;
        }
        int offset = query.labelOffset(below - 2);
        ServiceEntry entry = version.index().service(lower, offset, query.labelOffset(below) - offset);
        if (entry == null || below > 4) {
            return null;
        }
        ExternalAnswers external = entry.external();
        if (external != null) {
            return external(query, below, entry, external, version);
        }
        EndpointSet endpoints = entry.endpoints();
        if (endpoints == null || endpoints.isEmpty() || !config.headless() || !entry.isHeadless()) {
            return null;
        }
        return version.index().synced(Kind.ENDPOINT_SLICE) ? headless(query, below, endpoints, version) : null;
    }

    private @Nullable Answer external(
            Query query, int below, ServiceEntry entry, ExternalAnswers external, Version version) {
        byte[] lower = query.lowerQname();
        DomainName hostname = external.hostname();
        return switch (below) {
            case 2 -> hostname == null ? addresses(query, external, version) : alias(query, hostname);
            case 3 -> lower[1] == '_' && entry.ports().hasProtocol(lower, 0) ? version.noData() : null;
            default -> {
                if (!entry.ports().anyMatches(lower, 0, query.labelOffset(1))) {
                    yield null;
                }
                yield hostname == null ? addresses(query, external, version) : ports(query, entry, hostname, version);
            }
        };
    }

    private static Answer addresses(Query query, ExternalAnswers external, Version version) {
        return switch (query.qtype()) {
            case RecordType.A -> version.orNoData(external.addresses(false));
            case RecordType.AAAA -> version.orNoData(external.addresses(true));
            case RecordType.SRV -> version.orNoData(external.srv());
            default -> version.noData();
        };
    }

    /** A load balancer that has a name instead of an address: nothing else may stand beside a CNAME (RFC 1034 section 3.6.2). */
    private Answer alias(Query query, DomainName hostname) {
        RecordSet cname = StaticRecords.ofQname(config.ttl(), new Rdata.Cname(hostname));
        return query.qtype() == RecordType.CNAME || query.qtype() == RecordType.ANY
                ? new Answer.Positive(cname)
                : outside.resolve(query, List.of(cname), hostname);
    }

    /** SRV records of such a Service: their target is the name itself, since it must not be an alias (RFC 2782). */
    private Answer ports(Query query, ServiceEntry entry, DomainName hostname, Version version) {
        if (query.qtype() != RecordType.SRV) {
            return version.noData();
        }
        PortSet ports = entry.ports();
        Set<Integer> numbers = new LinkedHashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            if (ports.matches(i, query.lowerQname(), 0, query.labelOffset(1))) {
                numbers.add(ports.number(i));
            }
        }
        int weight = Math.max(1, 100 / numbers.size());
        List<Rdata> records = new ArrayList<>();
        numbers.forEach(number -> records.add(new Rdata.Srv(0, weight, number, hostname)));
        return new Answer.Positive(new StaticRecords(null, config.ttl(), records));
    }

    private static @Nullable Answer headless(Query query, int below, EndpointSet endpoints, Version version) {
        byte[] lower = query.lowerQname();
        if (below == 3 && !endpoints.hasName(lower, lower[0] + 1)) {
            return lower[1] == '_' && endpoints.hasProtocol(lower, 0) ? version.noData() : null;
        }
        int port = below == 4 ? 0 : PortSet.ANY;
        int protocol = below == 4 ? query.labelOffset(1) : PortSet.ANY;
        boolean v6 = query.qtype() == RecordType.AAAA;
        if (below == 4 && endpoints.addresses(v6, lower, port, protocol) == null) {
            return null;
        }
        return switch (query.qtype()) {
            case RecordType.A, RecordType.AAAA -> {
                Answer found = below == 2
                        ? endpoints.addresses(v6)
                        : below == 3
                                ? endpoints.addressOf(v6, lower, lower[0] + 1)
                                : endpoints.addresses(v6, lower, port, protocol);
                yield found == null || found.answer().isEmpty() ? version.noData() : found;
            }
            case RecordType.SRV ->
                version.orNoData(
                        below == 3 ? endpoints.srvOf(lower, lower[0] + 1) : endpoints.srv(lower, port, protocol));
            default -> version.noData();
        };
    }
}
