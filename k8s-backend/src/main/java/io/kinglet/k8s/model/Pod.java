package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;

/**
 * A Pod that has not ended.
 *
 * @param addresses all of {@code status.podIPs} (or the one {@code podIP}); empty before the first is assigned
 * @param terminating whether it has a {@code deletionTimestamp}
 */
public record Pod(String namespace, String name, List<IpAddress> addresses, boolean terminating)
        implements ClusterObject {

    @Override
    public Kind kind() {
        return Kind.POD;
    }
}
