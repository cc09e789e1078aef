package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for zones in which Services go by the addresses they have outside of the cluster. The index must keep those, see {@link
 * KubernetesConfig#withExternal}. Until the cluster has been listed once, what is not known is SERVFAIL. Immutable but for the latest
 * {@link Version}, which any thread may replace with an equal one.
 */
public final class ExternalLayer implements VersionedLayer {

    private final ExternalConfig config;
    private final Published<ClusterIndex> published;
    private final ServedZones zones;
    private final ExternalApex apex;
    private final ExternalServices services;
    private final ExternalPointers pointers;
    private final @Nullable IntSupplier serial;
    private volatile Version latest;

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
        this(config, index, whole, localAddresses, null);
    }

    /**
     * @param whole the whole server, asked for the names of load balancers
     * @param localAddresses addresses this server answers on, without loopback and link-local ones
     * @param serial of every SOA; null for the time of the last change that shows
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    public ExternalLayer(
            ExternalConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses,
            @Nullable IntSupplier serial) {
        this.serial = serial;
        this.config = config;
        published = index;
        zones = new ServedZones(config.zones().stream().map(zone -> new ServedZone(zone, false)), config.fallthrough());
        DomainName primary = ServedZones.primary(config.zones());
        apex = new ExternalApex(config, localAddresses);
        services = new ExternalServices(config, new OutsideTarget(whole, true));
        pointers = new ExternalPointers(primary, config.ttl());
        latest = version(index.current());
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            ServedZone zone = zones.of(query);
            return zone == null ? next.resolve(query) : resolve(query, zone, next);
        };
    }

    private Answer resolve(Query query, ServedZone zone, Resolver next) {
        if (ServedZones.isTransfer(query)) {
            return ServedZones.NO_TRANSFER;
        }
        int outer = query.zoneLength();
        note(query, zone);
        Version version = version();
        Answer answer = find(query, zone, version);
        return answer == null ? zones.missing(query, outer, version, next) : answer;
    }

    /** What the answers of a zone are written by. */
    private void note(Query query, ServedZone zone) {
        query.zoneLength(zone.length());
        query.gap(0);
        query.ttl(config.ttl());
    }

    @Override
    public Resolver at(ClusterIndex index, int number) {
        Version version = version(index, () -> number);
        return query -> {
            ServedZone zone = zones.of(query);
            if (zone == null) {
                return Resolver.REFUSED.resolve(query);
            }
            note(query, zone);
            Answer answer = find(query, zone, version);
            return answer == null ? version.nxDomain() : answer;
        };
    }

    private @Nullable Answer find(Query query, ServedZone zone, Version version) {
        int below = zone.labelsBelow(query);
        if (below == 0) {
            return apex.zone(query, zone, version);
        }
        if (Labels.is(query.lowerQname(), query.labelOffset(below - 1), apex.label())) {
            return apex.below(query, below, version);
        }
        return zone.reverse() ? pointers.resolve(query, version) : services.resolve(query, below, version);
    }

    private Version version() {
        Version version = latest;
        ClusterIndex index = published.current();
        if (version.index() != index) {
            version = version(index);
            latest = version;
        }
        return version;
    }

    private Version version(ClusterIndex index) {
        IntSupplier its = serial;
        if (its == null) {
            // Endpoints move without any address outside: where they are shown, their changes count.
            int changed = config.headless() ? index.serial() : index.externalSerial();
            its = () -> changed;
        }
        return version(index, its);
    }

    private Version version(ClusterIndex index, IntSupplier number) {
        return new Version(index, ZoneSoa.outside(number, apex.label(), config.ttl()));
    }
}
