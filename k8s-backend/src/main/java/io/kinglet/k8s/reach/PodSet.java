package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.network.NetworkPod;
import java.util.List;

/**
 * Pods that policies cannot tell apart but by their addresses: of one namespace, with the same labels and ports. Immutable.
 *
 * @param name of the workload, as far as the names of its Pods tell; unique within the namespace
 * @param labels without those that every Pod or every rollout has anew, unless a policy selects by them
 * @param pods at least one, by name
 */
public record PodSet(
        String namespace,
        String name,
        LabelSet labels,
        List<ContainerPort> ports,
        boolean hostNetwork,
        List<NetworkPod> pods) {

    public PodSet {
        ports = List.copyOf(ports);
        pods = List.copyOf(pods);
    }

    /** {@code NAMESPACE/NAME}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
