package io.kinglet.k8s.policy;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An end of traffic as policies may see it: which Pods it can be taken for. Immutable.
 *
 * @param members the Pods that it is or may be; empty for an address that no Pod has
 * @param doubt why it cannot be told which of the members it is, or whether a plugin sees any of them; null when there is one,
 *     and that is certain
 * @param node the node it is on, or is an address of; null when not known
 * @param service the Service that has this address; null for none
 */
record Party(
        String name,
        IpAddress address,
        List<Member> members,
        Reason.@Nullable Code doubt,
        @Nullable String node,
        @Nullable Service service) {

    /** A Pod and the namespace it is in. */
    record Member(NetworkPod pod, NetworkNamespace namespace) {}

    static Party of(End end, ClusterNetwork network) {
        if (end instanceof End.OfPod of) {
            return pod(end.toString(), end.address(), new Member(of.pod(), of.namespace()));
        }
        List<Member> members = network.podsAt(end.address()).stream()
                .map(pod -> member(pod, network))
                .filter(Objects::nonNull)
                .toList();
        if (members.size() == 1 && !members.get(0).pod().hostNetwork()) {
            return pod(members.get(0).pod().toString(), end.address(), members.get(0));
        }
        String node = network.nodeAt(end.address());
        return new Party(
                end.toString(),
                end.address(),
                members,
                members.isEmpty() ? null : Reason.Code.IDENTITY_UNKNOWN,
                node,
                members.isEmpty() && node == null ? network.serviceAt(end.address()) : null);
    }

    private static Party pod(String name, IpAddress address, Member member) {
        NetworkPod pod = member.pod();
        Reason.Code doubt = pod.hostNetwork() ? Reason.Code.HOST_NETWORK : null;
        return new Party(name, address, List.of(member), doubt, pod.node().isEmpty() ? null : pod.node(), null);
    }

    private static @Nullable Member member(NetworkPod pod, ClusterNetwork network) {
        NetworkNamespace namespace = network.namespace(pod.namespace());
        return namespace == null ? null : new Member(pod, namespace);
    }

    /** Whether it is one Pod, with an address of its own. */
    boolean ownAddress() {
        return doubt == null && !members.isEmpty();
    }

    /** Whether packets of it may be those of a node itself, as Pods in the network of their node are to most plugins. */
    boolean maybeNode() {
        return node != null
                && (members.isEmpty()
                        || members.stream().anyMatch(member -> member.pod().hostNetwork()));
    }

    /** Why nobody can be told by this end. Only where there is a {@link #doubt}. */
    Reason doubtReason(Reason.@Nullable Direction direction) {
        String why = doubt == Reason.Code.HOST_NETWORK
                ? name
                        + " is in the network of its node: plugins differ in whether policies and selectors are about such Pods"
                : name + " is the address of " + members.size() + " Pods ("
                        + Words.some(
                                members.stream().map(m -> m.pod().toString()).toList(), 3)
                        + "): nobody can be told by it";
        return new Reason(Objects.requireNonNull(doubt), direction, null, why);
    }

    boolean is(Party other) {
        return members.size() == 1
                && other.members.size() == 1
                && members.get(0).pod().name().equals(other.members.get(0).pod().name())
                && members.get(0)
                        .pod()
                        .namespace()
                        .equals(other.members.get(0).pod().namespace())
                && doubt != Reason.Code.IDENTITY_UNKNOWN
                && other.doubt != Reason.Code.IDENTITY_UNKNOWN;
    }
}
