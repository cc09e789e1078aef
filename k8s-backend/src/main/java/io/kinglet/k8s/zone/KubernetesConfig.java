package io.kinglet.k8s.zone;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.index.IndexConfig;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code kubernetes} directive says, without how to reach the cluster. Made with {@link #of} and the {@code with} methods
 * of {@link Builder}.
 *
 * @param zones the zones served; the first that is no reverse zone is the primary zone, used in PTR targets
 * @param multicluster those of {@code zones} answered from ServiceImports (KEP-1645)
 * @param namespaces the only namespaces that exist; empty for all
 * @param namespaceLabels label selector of the namespaces that exist; null for all
 * @param labels label selector of Services, EndpointSlices and Pods; null for all
 * @param pods names of Pods
 * @param endpointPodNames whether an endpoint without hostname is named after its Pod
 * @param endpoints whether endpoints are read at all ({@code noendpoints} says no)
 * @param zonal whether {@code ZONE.pin._zone.SVC} and {@code ZONE.prefer._zone.SVC} exist
 * @param ignoreEmptyService whether a cluster-IP Service without ready endpoint does not exist
 * @param ptrHostnameOnly whether only endpoints with a hostname have a PTR record (k8s DNS spec 2.4.3)
 * @param external whether it is kept where Services are reached from outside, for {@code k8s_external}
 * @param podNames whether it is kept what Pods are called; of no effect unless they are {@link PodMode#VERIFIED}
 * @param ttl seconds, 0 to 3600
 * @param negativeTtl seconds a negative answer may be kept, 0 to 3600
 * @param fallthrough zones in which a name that does not exist is left to the next layer; empty for none
 */
public record KubernetesConfig(
        List<DomainName> zones,
        List<DomainName> multicluster,
        Set<String> namespaces,
        @Nullable String namespaceLabels,
        @Nullable String labels,
        PodMode pods,
        boolean endpointPodNames,
        boolean endpoints,
        boolean zonal,
        boolean ignoreEmptyService,
        boolean ptrHostnameOnly,
        boolean external,
        boolean podNames,
        int ttl,
        int negativeTtl,
        List<DomainName> fallthrough) {

    public static final int DEFAULT_TTL = 5;
    public static final int MAX_TTL = 3600;

    public KubernetesConfig {
        zones = List.copyOf(zones);
        multicluster = List.copyOf(multicluster);
        namespaces = Set.copyOf(namespaces);
        fallthrough = List.copyOf(fallthrough);
    }

    /** The peer's defaults for these zones. */
    public static KubernetesConfig of(List<DomainName> zones) {
        return new Builder(zones).build();
    }

    /** The same, but what leads to Services from outside is kept as well. */
    public KubernetesConfig withExternal() {
        return keeping(true, podNames);
    }

    /** The same, but the names of Pods are kept as well. */
    public KubernetesConfig withPodNames() {
        return keeping(external, true);
    }

    private KubernetesConfig keeping(boolean outside, boolean namesOfPods) {
        return new KubernetesConfig(
                zones,
                multicluster,
                namespaces,
                namespaceLabels,
                labels,
                pods,
                endpointPodNames,
                endpoints,
                zonal,
                ignoreEmptyService,
                ptrHostnameOnly,
                outside,
                namesOfPods,
                ttl,
                negativeTtl,
                fallthrough);
    }

    /** What the source must read for this configuration, and nothing more. */
    public ClusterScope scope() {
        Set<Kind> kinds = EnumSet.of(Kind.SERVICE, Kind.NAMESPACE);
        if (endpoints) {
            kinds.add(Kind.ENDPOINT_SLICE);
        }
        if (pods == PodMode.VERIFIED) {
            kinds.add(Kind.POD);
        }
        if (!multicluster.isEmpty()) {
            kinds.add(Kind.SERVICE_IMPORT);
        }
        return new ClusterScope(kinds, labels, namespaceLabels, external);
    }

    /** What the index must keep for this configuration. */
    public IndexConfig index() {
        return new IndexConfig(
                scope().kinds(), namespaces, endpointPodNames, zonal, external, podNames && pods == PodMode.VERIFIED);
    }

    /** Collects the options; every one has the peer's default. Confined to one thread. */
    public static final class Builder {

        private final List<DomainName> zones;
        private List<DomainName> multicluster = List.of();
        private Set<String> namespaces = Set.of();
        private @Nullable String namespaceLabels;
        private @Nullable String labels;
        private PodMode pods = PodMode.DISABLED;
        private boolean endpointPodNames;
        private boolean endpoints = true;
        private boolean zonal;
        private boolean ignoreEmptyService;
        private boolean ptrHostnameOnly;
        private int ttl = DEFAULT_TTL;
        private int negativeTtl = -1;
        private List<DomainName> fallthrough = List.of();

        public Builder(List<DomainName> zones) {
            this.zones = zones;
        }

        public Builder multicluster(List<DomainName> some) {
            multicluster = some;
            return this;
        }

        public Builder namespaces(Set<String> only) {
            namespaces = only;
            return this;
        }

        public Builder namespaceLabels(String selector) {
            namespaceLabels = selector;
            return this;
        }

        public Builder labels(String selector) {
            labels = selector;
            return this;
        }

        public Builder pods(PodMode mode) {
            pods = mode;
            return this;
        }

        public Builder endpointPodNames(boolean yes) {
            endpointPodNames = yes;
            return this;
        }

        public Builder endpoints(boolean yes) {
            endpoints = yes;
            return this;
        }

        public Builder zonal(boolean yes) {
            zonal = yes;
            return this;
        }

        public Builder ignoreEmptyService(boolean yes) {
            ignoreEmptyService = yes;
            return this;
        }

        public Builder ptrHostnameOnly(boolean yes) {
            ptrHostnameOnly = yes;
            return this;
        }

        public Builder ttl(int seconds) {
            ttl = seconds;
            return this;
        }

        /** Unless set, negative answers are kept as long as positive ones. */
        public Builder negativeTtl(int seconds) {
            negativeTtl = seconds;
            return this;
        }

        public Builder fallthrough(List<DomainName> from) {
            fallthrough = from;
            return this;
        }

        public KubernetesConfig build() {
            return new KubernetesConfig(
                    zones,
                    multicluster,
                    namespaces,
                    namespaceLabels,
                    labels,
                    pods,
                    endpointPodNames,
                    endpoints,
                    zonal,
                    ignoreEmptyService,
                    ptrHostnameOnly,
                    false,
                    false,
                    ttl,
                    negativeTtl < 0 ? ttl : negativeTtl,
                    fallthrough);
        }
    }
}
