package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.KubernetesLayer;
import io.kinglet.k8s.zone.NegativeReasons;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes layers of clusters whose lookups are heeded, where the block explains. Stateless. */
final class Watched {

    private Watched() {}

    /**
     * @param signals what heeds lookups, and gives reasons where it is told to; null for nothing
     */
    static KubernetesLayer cluster(
            @Nullable SignalTask signals,
            KubernetesConfig config,
            Published<ClusterIndex> index,
            Supplier<Resolver> whole,
            Supplier<List<IpAddress>> localAddresses,
            @Nullable IntSupplier serial) {
        if (signals == null) {
            return new KubernetesLayer(config, index, whole, localAddresses, serial);
        }
        boolean reasons = signals.explaining().settings().reasons();
        return new KubernetesLayer(
                config,
                index,
                whole,
                localAddresses,
                serial,
                signals.signals().lookups(),
                reasons ? new NegativeReasons(config, signals::hasNoPods) : null);
    }
}
