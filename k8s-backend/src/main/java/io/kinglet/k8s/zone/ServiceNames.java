package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PortSet;
import org.jspecify.annotations.Nullable;

/**
 * Names under {@code svc.ZONE} (k8s DNS spec 2.3 to 2.5). Null is the answer for a name that does not exist.
 *
 * <pre>
 *   labels in front of the zone, from the right:   svc | NS | SERVICE | ENDPOINT or _PROTO | _PORT
 *                                                                     | ...ZONE.pin or .prefer, then _zone
 * </pre>
 */
final class ServiceNames {

    private final KubernetesConfig config;
    private final ExternalNames externalNames;

    private final @Nullable LookupObserver observer;

    /**
     * @param observer told of each answer; null for nobody
     */
    ServiceNames(KubernetesConfig config, ExternalNames externalNames, @Nullable LookupObserver observer) {
        this.config = config;
        this.externalNames = externalNames;
        this.observer = observer;
    }

    /**
     * @param below labels in front of the zone, at least one, the last of them {@code svc}
     */
    @Nullable
    Answer resolve(Query query, ServedZone zone, int below, Version version) {
        byte[] lower = query.lowerQname();
        if (below == 1) {
            return version.noData();
        }
        if (below == 2) {
            return version.index().namespaceExists(lower, query.labelOffset(0)) ? version.noData() : null;
        }
        int offset = query.labelOffset(below - 3);
        int length = query.labelOffset(below - 1) - offset;
        ServiceEntry entry = zone.multicluster()
                ? version.index().serviceImport(lower, offset, length)
                : version.index().service(lower, offset, length);
        if (entry == null || config.ignoreEmptyService() && isEmptyClusterIp(entry)) {
            return null;
        }
        if ((entry.isHeadless() || below == 4) && !version.index().synced(Kind.ENDPOINT_SLICE)) {
            // A part of its endpoints would be a wrong answer; the layer says that nothing is known yet.
            return null;
        }
        if (entry.isExternal() && below > 3) {
            // An alias has nothing below it, whatever ports or slices it may still have.
            return null;
        }
        Answer answer = find(query, zone, below, entry, version);
        if (observer != null && answer instanceof Answer.Positive && !zone.multicluster() && !entry.isExternal()) {
            observer.answered(query, entry.key());
        }
        return answer;
    }

    private @Nullable Answer find(Query query, ServedZone zone, int below, ServiceEntry entry, Version version) {
        return switch (below) {
            case 3 -> service(query, entry, version);
            case 4 -> endpoint(query, zone, entry, version);
            case 5 -> two(query, zone, entry, version);
            default -> zonal(query, zone, below, entry, version);
        };
    }

    private static boolean isEmptyClusterIp(ServiceEntry entry) {
        EndpointSet endpoints = entry.endpoints();
        return !entry.isHeadless() && !entry.isExternal() && (endpoints == null || endpoints.isEmpty());
    }

    private @Nullable Answer service(Query query, ServiceEntry entry, Version version) {
        if (entry.isExternal()) {
            return externalNames.resolve(query, entry);
        }
        if (entry.isHeadless()) {
            // Spec 2.4.1: a headless Service without ready endpoint is NXDOMAIN.
            EndpointSet endpoints = entry.endpoints();
            return endpoints == null || endpoints.isEmpty() ? null : all(query, endpoints, version);
        }
        return clusterIp(query, entry, version);
    }

    /** The cluster IPs, or the SRV records of those ports that the labels in the question ask for. */
    private static Answer clusterIp(Query query, ServiceEntry entry, Version version) {
        return switch (query.qtype()) {
            case RecordType.A -> version.orNoData(entry.clusterIps(false));
            case RecordType.AAAA -> version.orNoData(entry.clusterIps(true));
            case RecordType.SRV -> version.orNoData(entry.srv());
            default -> version.noData();
        };
    }

    private static Answer all(Query query, EndpointSet endpoints, Version version) {
        return switch (query.qtype()) {
            case RecordType.A -> endpoints.has(false) ? endpoints.addresses(false) : version.noData();
            case RecordType.AAAA -> endpoints.has(true) ? endpoints.addresses(true) : version.noData();
            case RecordType.SRV -> version.orNoData(endpoints.srv(query.lowerQname(), PortSet.ANY, PortSet.ANY));
            default -> version.noData();
        };
    }

    /** One label in front of the Service: an endpoint's name, or the empty non-terminal above port names. */
    private @Nullable Answer endpoint(Query query, ServedZone zone, ServiceEntry entry, Version version) {
        byte[] lower = query.lowerQname();
        EndpointSet endpoints = entry.endpoints();
        if (!zone.multicluster() && endpoints != null && endpoints.hasName(lower, lower[0] + 1)) {
            return named(query, endpoints, lower[0] + 1, version);
        }
        boolean nonTerminal = entry.isHeadless()
                ? endpoints != null && endpoints.hasProtocol(lower, 0)
                : entry.ports().hasProtocol(lower, 0);
        return nonTerminal || isZoneLabel(query, 0, zone, entry) ? version.noData() : null;
    }

    private static Answer named(Query query, EndpointSet endpoints, int length, Version version) {
        byte[] lower = query.lowerQname();
        return switch (query.qtype()) {
            case RecordType.A -> version.orNoData(endpoints.addressOf(false, lower, length));
            case RecordType.AAAA -> version.orNoData(endpoints.addressOf(true, lower, length));
            case RecordType.SRV -> version.orNoData(endpoints.srvOf(lower, length));
            default -> version.noData();
        };
    }

    /** Two labels in front of the Service: port and protocol, or an endpoint and its cluster. */
    private @Nullable Answer two(Query query, ServedZone zone, ServiceEntry entry, Version version) {
        byte[] lower = query.lowerQname();
        int protocol = query.labelOffset(1);
        EndpointSet endpoints = entry.endpoints();
        if (zone.multicluster() && lower[1] != '_' && lower[protocol + 1] != '_') {
            int length = query.labelOffset(2);
            return endpoints != null && endpoints.hasName(lower, length)
                    ? named(query, endpoints, length, version)
                    : null;
        }
        if (isZoneLabel(query, 1, zone, entry) && isDirective(lower, 0)) {
            return version.noData();
        }
        if (entry.isHeadless()) {
            return endpoints == null ? null : headlessPort(query, endpoints, protocol, version);
        }
        return entry.ports().anyMatches(lower, 0, protocol) ? clusterIp(query, entry, version) : null;
    }

    private static @Nullable Answer headlessPort(Query query, EndpointSet endpoints, int protocol, Version version) {
        byte[] lower = query.lowerQname();
        boolean v6 = query.qtype() == RecordType.AAAA;
        if (query.qtype() == RecordType.SRV) {
            return endpoints.srv(lower, 0, protocol);
        }
        Answer addresses = endpoints.addresses(v6, lower, 0, protocol);
        boolean asked = v6 || query.qtype() == RecordType.A;
        return addresses == null || asked && !addresses.answer().isEmpty() ? addresses : version.noData();
    }

    /** Names of a topology zone: {@code ZONE.pin._zone.SERVICE} and {@code ZONE.prefer._zone.SERVICE}, headless only. */
    private @Nullable Answer zonal(Query query, ServedZone zone, int below, ServiceEntry entry, Version version) {
        byte[] lower = query.lowerQname();
        int directive = query.labelOffset(below - 5);
        if (!isZoneLabel(query, below - 4, zone, entry) || !isDirective(lower, directive)) {
            return null;
        }
        EndpointSet endpoints = entry.endpoints();
        if (endpoints == null) {
            return null;
        }
        EndpointSet some = endpoints.inZone(lower, 0, directive);
        // The directive says what an empty zone means: prefer falls back to all, pin stays empty.
        return all(query, some.isEmpty() && lower[directive] == 6 ? endpoints : some, version);
    }

    private boolean isZoneLabel(Query query, int label, ServedZone zone, ServiceEntry entry) {
        EndpointSet endpoints = entry.endpoints();
        return config.zonal()
                && !zone.multicluster()
                && entry.isHeadless()
                && endpoints != null
                && !endpoints.isEmpty()
                && Labels.is(query.lowerQname(), query.labelOffset(label), Labels.ZONE);
    }

    private static boolean isDirective(byte[] lower, int offset) {
        return Labels.is(lower, offset, Labels.PIN) || Labels.is(lower, offset, Labels.PREFER);
    }
}
