package io.kinglet.k8s.explain;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Target;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a name that was found leads to. Immutable. */
final class Destinations {

    /** A name outside may have hundreds of addresses; those that a client tries first tell enough. */
    private static final int MOST_ADDRESSES = 4;

    /** What is dialled, and at which port. */
    record Dialled(Target target, PortWish port) {}

    private final ClusterNetwork network;
    private final KubernetesConfig config;

    Destinations(ClusterNetwork network, KubernetesConfig config) {
        this.network = network;
        this.config = config;
    }

    List<Dialled> of(Lookup found, PortWish wish) {
        List<IpAddress> addresses = found.replies().stream()
                .flatMap(reply -> reply.addresses().stream())
                .distinct()
                .toList();
        String asked = found.replies().stream()
                .map(reply -> reply.rewritten())
                .filter(it -> it != null)
                .findFirst()
                .orElse(found.name());
        boolean byCluster = found.replies().stream()
                .allMatch(it -> it.byCluster() || it.records().isEmpty());
        ClusterName name = byCluster ? ClusterName.read(asked, config) : null;
        Service service = name == null ? null : service(name);
        if (name == null || service == null || name.labels().size() == 4) {
            return addresses.stream()
                    .limit(MOST_ADDRESSES)
                    .map(address -> new Dialled(at(address), wish))
                    .distinct()
                    .toList();
        }
        boolean named = name.labels().size() == 5 && wish.all();
        return List.of(new Dialled(
                new Target.OfService(service),
                named ? PortWish.named(bare(name.fromEnd(4)), bare(name.fromEnd(5))) : wish));
    }

    private @Nullable Service service(ClusterName name) {
        NetworkNamespace namespace = name.isService() ? network.namespace(name.namespace()) : null;
        return namespace == null ? null : namespace.service(name.service());
    }

    private Target at(IpAddress address) {
        List<NetworkPod> there = network.podsAt(address);
        return there.size() == 1 && !there.get(0).hostNetwork()
                ? new Target.OfPod(there.get(0))
                : new Target.OfAddress(address);
    }

    private static String bare(String label) {
        return label.startsWith("_") ? label.substring(1) : label;
    }
}
