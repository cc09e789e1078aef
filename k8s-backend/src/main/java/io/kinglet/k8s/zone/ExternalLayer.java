package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for zones in which Services go by the addresses they have outside of the cluster. The index must keep those, see {@link
 * KubernetesConfig#withExternal}. Until the cluster has been listed once, what is not known is SERVFAIL. Immutable but for the latest
 * {@link ExternalVersion}, which any thread may replace with an equal one.
 */
public final class ExternalLayer implements Layer {

    private static final Answer NOT_SYNCED =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NOT_READY, "the cluster has not been read yet");
    private static final Answer NO_TRANSFER =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "zone transfer is not offered");

    private final ExternalConfig config;
    private final Published<ClusterIndex> published;
    private final List<ServedZone> zones;
    private final List<byte[]> fallthrough;
    private final ExternalApex apex;
    private final ExternalServices services;
    private final ExternalPointers pointers;
    private volatile ExternalVersion latest;

    /**
     * @param whole the whole server, asked for the names of load balancers
     * @param localAddresses addresses this server answers on, without loopback and link-local ones
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    public ExternalLayer(
            ExternalConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses) {
        this.config = config;
        published = index;
        zones = config.zones().stream()
                .map(zone -> new ServedZone(zone, false))
                .sorted(Comparator.comparingInt(ServedZone::length).reversed())
                .toList();
        fallthrough =
                config.fallthrough().stream().map(DomainName::canonicalOctets).toList();
        DomainName primary = config.zones().stream()
                .filter(zone -> !ServedZone.isReverse(zone))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("at least one zone must not be a reverse zone"));
        apex = new ExternalApex(config, localAddresses);
        services = new ExternalServices(config, new OutsideTarget(whole, true));
        pointers = new ExternalPointers(primary, config.ttl());
        latest = new ExternalVersion(index.current(), config, apex.label());
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            for (int i = 0; i < zones.size(); i++) {
                if (zones.get(i).holds(query)) {
                    return resolve(query, zones.get(i), next);
                }
            }
            return next.resolve(query);
        };
    }

    private Answer resolve(Query query, ServedZone zone, Resolver next) {
        if (query.qtype() == RecordType.AXFR || query.qtype() == RecordType.IXFR) {
            return NO_TRANSFER;
        }
        int outer = query.zoneLength();
        query.zoneLength(zone.length());
        query.gap(0);
        query.ttl(config.ttl());
        ExternalVersion version = version();
        Answer answer = find(query, zone, version);
        if (answer != null) {
            return answer;
        }
        if (!version.index().synced()) {
            return NOT_SYNCED;
        }
        if (fallsThrough(query)) {
            query.zoneLength(outer);
            return next.resolve(query);
        }
        return version.nxDomain();
    }

    private @Nullable Answer find(Query query, ServedZone zone, ExternalVersion version) {
        int below = zone.labelsBelow(query);
        if (below == 0) {
            return apex.zone(query, zone, version);
        }
        if (Labels.is(query.lowerQname(), query.labelOffset(below - 1), apex.label())) {
            return apex.below(query, below, version);
        }
        return zone.reverse() ? pointers.resolve(query, version) : services.resolve(query, below, version);
    }

    private ExternalVersion version() {
        ExternalVersion version = latest;
        ClusterIndex index = published.current();
        if (version.index() != index) {
            version = new ExternalVersion(index, config, apex.label());
            latest = version;
        }
        return version;
    }

    private boolean fallsThrough(Query query) {
        for (int i = 0; i < fallthrough.size(); i++) {
            if (query.isWithin(fallthrough.get(i))) {
                return true;
            }
        }
        return false;
    }
}
