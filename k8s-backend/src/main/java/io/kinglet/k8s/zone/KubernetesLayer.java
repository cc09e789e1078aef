package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.schema.Suffix;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the cluster's zones. A query outside of them goes to the next layer, and so does one for a name that does not exist
 * where {@code fallthrough} says so; never one for a name that exists without the type.
 *
 * <p>Until the cluster has been listed once, nobody can say that a name does not exist: SERVFAIL, which stub resolvers ask again.
 * Immutable but for the latest {@link ClusterVersion}, which any thread may replace with an equal one.
 */
public final class KubernetesLayer implements VersionedLayer {

    private final KubernetesConfig config;
    private final Published<ClusterIndex> published;
    private final ServedZones zones;
    private final byte[] primaryZone;
    private final ServiceNames services;
    private final PodNames pods;
    private final ApexNames apex;
    private final @Nullable IntSupplier serial;
    private final @Nullable NegativeReasons reasons;
    private volatile ClusterVersion latest;

    /**
     * @param whole the whole server, asked for the targets of ExternalName Services
     * @param localAddresses addresses this server answers on, without loopback and link-local ones
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    public KubernetesLayer(
            KubernetesConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses) {
        this(config, index, whole, localAddresses, null);
    }

    /**
     * @param whole the whole server, asked for the targets of ExternalName Services
     * @param localAddresses addresses this server answers on, without loopback and link-local ones
     * @param serial of every SOA; null for the time of the cluster's last change
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    public KubernetesLayer(
            KubernetesConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses,
            @Nullable IntSupplier serial) {
        this(config, index, whole, localAddresses, serial, null, null);
    }

    /**
     * @param whole the whole server, asked for the targets of ExternalName Services
     * @param localAddresses addresses this server answers on, without loopback and link-local ones
     * @param serial of every SOA; null for the time of the cluster's last change
     * @param observer told of lookups of Services; null for nobody
     * @param reasons for negative answers; null to give none
     * @throws IllegalArgumentException when every zone is a reverse zone: then no PTR record could have a target
     */
    public KubernetesLayer(
            KubernetesConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses,
            @Nullable IntSupplier serial,
            @Nullable LookupObserver observer,
            @Nullable NegativeReasons reasons) {
        this.reasons = reasons;
        this.serial = serial;
        this.config = config;
        published = index;
        zones = new ServedZones(
                config.zones().stream()
                        .map(zone -> new ServedZone(zone, config.multicluster().contains(zone))),
                config.fallthrough());
        DomainName primary = ServedZones.primary(config.zones());
        primaryZone = primary.canonicalOctets();
        services = new ServiceNames(config, new ExternalNames(whole, config.ttl()), observer);
        pods = new PodNames(config.pods());
        apex = new ApexNames(primary, localAddresses);
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
        ClusterVersion version = version();
        Answer answer = find(query, zone, version);
        Answer told = answer == null ? zones.missing(query, outer, version.names(), next) : answer;
        if (reasons != null
                && (told == version.names().nxDomain()
                        || told == version.names().noData())) {
            reasons.note(query, zone, version.names(), told);
        }
        return told;
    }

    private @Nullable Answer find(Query query, ServedZone zone, ClusterVersion current) {
        Version version = current.names();
        int below = zone.labelsBelow(query);
        if (below == 0) {
            return apex.apex(query, zone, version);
        }
        if (zone.reverse()) {
            return ReverseNames.resolve(query, current);
        }
        byte[] lower = query.lowerQname();
        int last = query.labelOffset(below - 1);
        if (Labels.is(lower, last, Labels.SVC)) {
            return services.resolve(query, zone, below, version);
        }
        if (Labels.is(lower, last, Labels.POD)) {
            return zone.multicluster() && below > 1 ? null : pods.resolve(query, below, version);
        }
        if (Labels.is(lower, last, Labels.DNS_VERSION)) {
            return below == 1 ? apex.dnsVersion(query, zone, version) : null;
        }
        if (Labels.is(lower, last, Labels.DNS)) {
            boolean server = below == 2 && Labels.is(lower, 0, Labels.NS);
            return server ? apex.defaultServer(query, zone, version) : below == 1 ? version.noData() : null;
        }
        return null;
    }

    private ClusterVersion version() {
        ClusterVersion version = latest;
        ClusterIndex index = published.current();
        if (version.index() != index) {
            version = version(index);
            latest = version;
        }
        return version;
    }

    private ClusterVersion version(ClusterIndex index) {
        IntSupplier its = serial;
        if (its == null) {
            int changed = index.serial();
            its = () -> changed;
        }
        return new ClusterVersion(index, config, primaryZone, its);
    }

    @Override
    public Resolver at(ClusterIndex index, int number) {
        ClusterVersion version = new ClusterVersion(index, config, primaryZone, () -> number);
        return query -> {
            ServedZone zone = zones.of(query);
            if (zone == null) {
                return Resolver.REFUSED.resolve(query);
            }
            note(query, zone);
            Answer answer = find(query, zone, version);
            return answer == null ? version.names().nxDomain() : answer;
        };
    }

    /** What the answers of a zone are written by. */
    private void note(Query query, ServedZone zone) {
        query.zoneLength(zone.length());
        query.gap(Suffix.KIND_LENGTH);
        query.ttl(config.ttl());
    }
}
