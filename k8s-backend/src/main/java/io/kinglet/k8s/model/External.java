package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;

/**
 * Where a Service is reached from outside of the cluster. Read only where it is asked for.
 *
 * @param addresses {@code spec.externalIPs} and the addresses of {@code status.loadBalancer.ingress}, each once
 * @param hostnames of {@code status.loadBalancer.ingress}, where an entry has no address; unchecked
 */
public record External(List<IpAddress> addresses, List<String> hostnames) {

    /** Nowhere. */
    public static final External NONE = new External(List.of(), List.of());

    public External {
        addresses = addresses.stream().distinct().toList();
        hostnames = hostnames.stream().distinct().toList();
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && hostnames.isEmpty();
    }
}
