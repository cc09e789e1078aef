package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Pod that has not ended, in few octets: there may be 150,000 of them. Immutable. */
public final class NetworkPod {

    private final String namespace;
    private final String name;
    private final List<IpAddress> addresses;
    private final PodTemplate template;
    private final @Nullable String hostname;
    private final String node;
    private final String phase;
    private final boolean ready;
    private final boolean terminating;
    private final boolean hostNetwork;

    NetworkPod(Pod pod, PodDetail detail) {
        namespace = pod.namespace();
        name = pod.name();
        addresses = List.copyOf(pod.addresses());
        template = detail.template();
        hostname = detail.hostname();
        node = detail.node();
        phase = detail.phase();
        ready = detail.ready();
        terminating = pod.terminating();
        hostNetwork = pod.traits().contains(Pod.Trait.HOST_NETWORK);
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    /** One of each family at most; empty before the first is assigned. Those of its node where {@link #hostNetwork}. */
    public List<IpAddress> addresses() {
        return addresses;
    }

    public PodTemplate template() {
        return template;
    }

    public LabelSet labels() {
        return template.labels();
    }

    /** {@code spec.hostname}; null when absent. */
    public @Nullable String hostname() {
        return hostname;
    }

    /** The name of its node; empty before it is scheduled. */
    public String node() {
        return node;
    }

    /** {@code status.phase}; empty when absent. */
    public String phase() {
        return phase;
    }

    public boolean ready() {
        return ready;
    }

    public boolean terminating() {
        return terminating;
    }

    /** Whether its addresses are those of its node, so of other Pods and processes, too. */
    public boolean hostNetwork() {
        return hostNetwork;
    }

    /** {@code NAMESPACE/NAME}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
