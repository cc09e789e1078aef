package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Pod that has not ended.
 *
 * @param addresses all of {@code status.podIPs} (or the one {@code podIP}); empty before the first is assigned
 * @param terminating whether it has a {@code deletionTimestamp}
 * @param traits what tells it from most others
 * @param detail null where it was not asked for
 */
public record Pod(
        String namespace,
        String name,
        List<IpAddress> addresses,
        boolean terminating,
        Set<Trait> traits,
        @Nullable PodDetail detail)
        implements ClusterObject {

    /** What matters to those who look up a Pod by its address. */
    public enum Trait {
        /** Its addresses are those of its node, so of other Pods and processes, too. */
        HOST_NETWORK,
        /** Its stub resolver has another search list than the cluster's Pods have. */
        OWN_SEARCH_LIST
    }

    public Pod {
        traits = Set.copyOf(traits);
    }

    /** One of which no detail was asked. */
    public Pod(String namespace, String name, List<IpAddress> addresses, boolean terminating, Set<Trait> traits) {
        this(namespace, name, addresses, terminating, traits, null);
    }

    /** A Pod as most are. */
    public Pod(String namespace, String name, List<IpAddress> addresses, boolean terminating) {
        this(namespace, name, addresses, terminating, Set.of());
    }

    @Override
    public Kind kind() {
        return Kind.POD;
    }
}
