package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.model.ServicePort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every Service that lacks one its cluster IPs. Confined to one thread. */
final class ServicePlan {

    private static final ObjectKey KUBERNETES = new ObjectKey("Service", "default", "kubernetes");
    private static final ObjectKey KUBE_DNS = new ObjectKey("Service", "kube-system", "kube-dns");

    private final Problems problems;
    private final Set<IpAddress> given = new HashSet<>();
    private final AddressPool v4 = AddressPool.servicesV4();
    private final AddressPool v6 = AddressPool.servicesV6();

    ServicePlan(Problems problems, Collection<Declared> declared) {
        this.problems = problems;
        for (Declared object : declared) {
            if (object instanceof Declared.ServiceSpec service) {
                service.clusterIps().forEach(this::keep);
            } else if (object instanceof Declared.Plain plain && plain.object() instanceof Service service) {
                service.clusterIps().forEach(this::keep);
            }
        }
    }

    /** The Service that every cluster has, for manifests that do not write it. */
    static Declared.ServiceSpec kubernetes() {
        return new Declared.ServiceSpec(
                new Declared.Header(KUBERNETES, Position.of("default/kubernetes"), Map.of(), Map.of()),
                Service.Type.CLUSTER_IP,
                List.of(false),
                List.of(),
                null,
                List.of(new Declared.Port("https", "tcp", 443, 6443, null, 0)),
                Map.of(),
                false,
                External.NONE,
                Declared.Exposure.CLUSTER_IP);
    }

    /**
     * Called in one order for one set of Services, whatever order they were written in.
     *
     * @param detail what the Service comes with; null where it is not asked for
     */
    Service place(Declared.ServiceSpec spec, @Nullable ServiceDetail detail) {
        ObjectKey key = spec.header().key();
        List<IpAddress> addresses = new ArrayList<>();
        if (spec.type() == Service.Type.CLUSTER_IP) {
            for (boolean family : spec.families()) {
                IpAddress address = given(spec, family);
                address = address == null ? give(key, family ? v6 : v4) : address;
                if (address == null) {
                    problems.add(spec.header().at(), key + ": no cluster IP is left: write spec.clusterIP");
                } else {
                    addresses.add(address);
                }
            }
        }
        List<ServicePort> ports = spec.ports().stream()
                .map(port -> new ServicePort(port.name(), port.protocol(), port.number()))
                .toList();
        return new Service(
                key.namespace(),
                key.name(),
                spec.type(),
                List.copyOf(addresses),
                spec.externalName(),
                ports,
                spec.external(),
                detail);
    }

    private static @Nullable IpAddress given(Declared.ServiceSpec spec, boolean v6) {
        for (IpAddress address : spec.clusterIps()) {
            if (address.v6() == v6) {
                return address;
            }
        }
        return null;
    }

    private @Nullable IpAddress give(ObjectKey key, AddressPool pool) {
        int customary = key.equals(KUBERNETES) ? 1 : key.equals(KUBE_DNS) ? 10 : 0;
        if (customary > 0 && given.add(pool.at(customary))) {
            return pool.at(customary);
        }
        return pool.give(key.namespace() + "/" + key.name());
    }

    private void keep(IpAddress address) {
        given.add(address);
        v4.keep(address);
        v6.keep(address);
    }
}
