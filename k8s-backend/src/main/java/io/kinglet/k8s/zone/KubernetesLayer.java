package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.schema.Suffix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the cluster's zones. A query outside of them goes to the next layer, and so does one for a name that does not exist
 * where {@code fallthrough} says so; never one for a name that exists without the type.
 *
 * <p>Until the cluster has been listed once, nobody can say that a name does not exist: SERVFAIL, which stub resolvers ask again.
 * Immutable but for the latest {@link Version}, which any thread may replace with an equal one.
 */
public final class KubernetesLayer implements Layer {

    private static final Answer NOT_SYNCED =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NOT_READY, "the cluster has not been read yet");
    private static final Answer NO_TRANSFER =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "zone transfer is not offered");

    private final KubernetesConfig config;
    private final Published<ClusterIndex> published;
    private final List<ServedZone> zones;
    private final List<byte[]> fallthrough;
    private final byte[] primaryZone;
    private final ServiceNames services;
    private final PodNames pods;
    private final ApexNames apex;
    private final @Nullable IntSupplier serial;
    private volatile Version latest;

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
        this.serial = serial;
        this.config = config;
        published = index;
        zones = zones(config);
        fallthrough =
                config.fallthrough().stream().map(DomainName::canonicalOctets).toList();
        DomainName primary = config.zones().stream()
                .filter(zone -> !ServedZone.isReverse(zone))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("at least one zone must not be a reverse zone"));
        primaryZone = primary.canonicalOctets();
        services = new ServiceNames(config, new ExternalNames(whole, config.ttl()));
        pods = new PodNames(config.pods());
        apex = new ApexNames(primary, localAddresses);
        latest = version(index.current());
    }

    /** The longest first, so that the first that holds a name is its zone. */
    private static List<ServedZone> zones(KubernetesConfig config) {
        List<ServedZone> zones = new ArrayList<>();
        for (DomainName zone : config.zones()) {
            zones.add(new ServedZone(zone, config.multicluster().contains(zone)));
        }
        zones.sort(Comparator.comparingInt(ServedZone::length).reversed());
        return List.copyOf(zones);
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            ServedZone zone = zone(query);
            return zone == null ? next.resolve(query) : resolve(query, zone, next);
        };
    }

    private @Nullable ServedZone zone(Query query) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).holds(query)) {
                return zones.get(i);
            }
        }
        return null;
    }

    private Answer resolve(Query query, ServedZone zone, Resolver next) {
        if (query.qtype() == RecordType.AXFR || query.qtype() == RecordType.IXFR) {
            return NO_TRANSFER;
        }
        int outer = query.zoneLength();
        note(query, zone);
        Version version = version();
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

    private @Nullable Answer find(Query query, ServedZone zone, Version version) {
        int below = zone.labelsBelow(query);
        if (below == 0) {
            return apex.apex(query, zone, version);
        }
        if (zone.reverse()) {
            return ReverseNames.resolve(query, version);
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
            int changed = index.serial();
            its = () -> changed;
        }
        return new Version(index, config, primaryZone, its);
    }

    /**
     * What the zones answer at one moment, for whoever copies them; nothing falls through. Not for queries from outside: names are
     * taken as they are, and a part of a list for all of it.
     */
    public Resolver at(ClusterIndex index, int number) {
        Version version = new Version(index, config, primaryZone, () -> number);
        return query -> {
            ServedZone zone = zone(query);
            if (zone == null) {
                return Resolver.REFUSED.resolve(query);
            }
            note(query, zone);
            Answer answer = find(query, zone, version);
            return answer == null ? version.nxDomain() : answer;
        };
    }

    /** What the answers of a zone are written by. */
    private void note(Query query, ServedZone zone) {
        query.zoneLength(zone.length());
        query.gap(Suffix.KIND_LENGTH);
        query.ttl(config.ttl());
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
