package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Pod that has not ended, in few octets: there may be 150,000 of them. Immutable. */
public final class NetworkPod {

    private static final byte READY = 1;
    private static final byte TERMINATING = 2;
    private static final byte HOST_NETWORK = 4;
    /** Its first IPv4 address is in {@link #v4}; it comes first of its addresses, or else last. */
    private static final byte HAS_V4 = 8;

    private static final byte V4_FIRST = 16;

    private final String namespace;
    private final String name;
    private final PodTemplate template;
    private final @Nullable String hostname;
    private final NodeClaim node;
    private final String phase;
    private final List<IpAddress> others;
    private final int v4;
    private final byte traits;

    /**
     * @param namespace the same for all of a namespace, as are the template, the node and the texts for all that have the like
     */
    NetworkPod(
            String namespace,
            String name,
            Pod pod,
            PodDetail detail,
            PodTemplate template,
            NodeClaim node,
            Sharing sharing) {
        this.namespace = namespace;
        this.name = name;
        this.template = template;
        this.node = node;
        hostname = name.equals(detail.hostname()) ? name : sharing.textOrNull(detail.hostname());
        phase = sharing.text(detail.phase());
        List<IpAddress> addresses = pod.addresses();
        int last = addresses.size() - 1;
        int traits = (detail.ready() ? READY : 0)
                | (pod.terminating() ? TERMINATING : 0)
                | (pod.traits().contains(Pod.Trait.HOST_NETWORK) ? HOST_NETWORK : 0);
        if (last >= 0 && !addresses.get(0).v6()) {
            traits |= HAS_V4 | V4_FIRST;
            v4 = addresses.get(0).v4Bits();
            others = List.copyOf(addresses.subList(1, last + 1));
        } else if (last >= 0 && !addresses.get(last).v6()) {
            traits |= HAS_V4;
            v4 = addresses.get(last).v4Bits();
            others = List.copyOf(addresses.subList(0, last));
        } else {
            v4 = 0;
            others = List.copyOf(addresses);
        }
        this.traits = (byte) traits;
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    /** One of each family at most; empty before the first is assigned. Those of its node where {@link #hostNetwork}. */
    public List<IpAddress> addresses() {
        if (!is(HAS_V4)) {
            return others;
        }
        IpAddress first = IpAddress.v4(v4);
        if (others.isEmpty()) {
            return List.of(first);
        }
        if (others.size() == 1) {
            return is(V4_FIRST) ? List.of(first, others.get(0)) : List.of(others.get(0), first);
        }
        ArrayList<IpAddress> all = new ArrayList<>(others);
        all.add(is(V4_FIRST) ? 0 : all.size(), first);
        return List.copyOf(all);
    }

    /** Whether it has this address, in the form of {@link IpAddress}; allocates nothing. */
    public boolean has(boolean v6, long high, long low) {
        if (!v6 && is(HAS_V4) && low == Integer.toUnsignedLong(v4)) {
            return true;
        }
        for (int i = 0; i < others.size(); i++) {
            IpAddress other = others.get(i);
            if (other.v6() == v6 && other.high() == high && other.low() == low) {
                return true;
            }
        }
        return false;
    }

    /** The same object for all Pods of equal templates. */
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
        return node.name();
    }

    /** The address of its node; null before it runs. */
    public @Nullable IpAddress nodeAddress() {
        return node.address();
    }

    NodeClaim claim() {
        return node;
    }

    /** {@code status.phase}; empty when absent. */
    public String phase() {
        return phase;
    }

    public boolean ready() {
        return is(READY);
    }

    public boolean terminating() {
        return is(TERMINATING);
    }

    /** Whether its addresses are those of its node, so of other Pods and processes, too. */
    public boolean hostNetwork() {
        return is(HOST_NETWORK);
    }

    /** Whether it says the same as another of its namespace and name, made with the same sharing. */
    boolean says(NetworkPod other) {
        return template == other.template
                && node.equals(other.node)
                && v4 == other.v4
                && traits == other.traits
                && phase.equals(other.phase)
                && Objects.equals(hostname, other.hostname)
                && others.equals(other.others);
    }

    private boolean is(byte trait) {
        return (traits & trait) != 0;
    }

    /** {@code NAMESPACE/NAME}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
